#define _GNU_SOURCE
#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* The two-way search of Crochemore and Perrin, letters without case: linear in both
 * strings, while trying every place is quadratic, which configure scripts test for. */

static int fold(const char *s, ptrdiff_t at)
{
	return tolower((unsigned char)s[at]);
}

/* Where the largest suffix begins, less one, by this order of letters or by its reverse. */
static ptrdiff_t split(const char *s, ptrdiff_t len, int reverse, ptrdiff_t *period)
{
	ptrdiff_t start = -1, at = 0, same = 1;
	*period = 1;
	while (at + same < len) {
		int one = fold(s, at + same), other = fold(s, start + same);
		if (one == other) {
			if (same < *period) {
				same++;
			} else {
				at += *period;
				same = 1;
			}
		} else if ((one < other) != reverse) {
			at += same;
			same = 1;
			*period = at - start;
		} else {
			start = at++;
			same = *period = 1;
		}
	}
	return start;
}

char *strcasestr(const char *s, const char *word)
{
	ptrdiff_t len = strlen(word), period, other_period;
	if (!len) return (char *)s;

	ptrdiff_t cut = split(word, len, 0, &period);
	ptrdiff_t other = split(word, len, 1, &other_period);
	if (other >= cut) {
		cut = other;
		period = other_period;
	}
	/* Of a word that repeats itself, what has matched before need not be looked at again. */
	int repeats = !strncasecmp(word, word + period, cut + 1);
	ptrdiff_t left = cut + 1, right = len - cut - 1;
	if (!repeats) period = (left > right ? left : right) + 1;

	ptrdiff_t known = 0, seen = 0;
	for (;;) {
		if (known < len) {
			known += strnlen(s + known, len + 1024);
			if (known < len) return 0;
		}
		ptrdiff_t i = seen > left ? seen : left, step;
		while (i < len && fold(word, i) == fold(s, i)) i++;
		if (i < len) {
			step = i - cut;
			seen = 0;
		} else {
			for (i = cut; i >= seen && fold(word, i) == fold(s, i);) i--;
			if (i < seen) return (char *)s;
			step = period;
			seen = repeats ? len - period : 0;
		}
		s += step;
		known -= step;
	}
}
