/* The two-way search of Crochemore and Perrin: linear in both strings, where trying every
 * place is quadratic. */
#include <stddef.h>

/* The file that includes this one defines LETTER, the type of letters, and the value that they
 * are compared by. */
static inline int letter(const LETTER *s, ptrdiff_t at);

struct search {
	const LETTER *word;
	ptrdiff_t len, cut, period, seen;
	int repeats;
};

/* Where the largest suffix begins, less one, by this order of letters or by its reverse. */
static ptrdiff_t split(const LETTER *s, ptrdiff_t len, int reverse, ptrdiff_t *period)
{
	ptrdiff_t start = -1, at = 0, same = 1;
	*period = 1;
	while (at + same < len) {
		int one = letter(s, at + same), other = letter(s, start + same);
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

static inline void prepare(struct search *q, const LETTER *word, ptrdiff_t len)
{
	ptrdiff_t period, other_period;
	ptrdiff_t cut = split(word, len, 0, &period);
	ptrdiff_t other = split(word, len, 1, &other_period);
	if (other >= cut) {
		cut = other;
		period = other_period;
	}
	/* Of a word that repeats itself, what has matched before need not be looked at again. */
	ptrdiff_t i = 0, left = cut + 1, right = len - cut - 1;
	while (i < left && letter(word, i) == letter(word, i + period)) i++;
	int repeats = i == left;
	if (!repeats) period = (left > right ? left : right) + 1;
	*q = (struct search){word, len, cut, period, 0, repeats};
}

/* Whether the word occurs in the `known` bytes at s. Moves s to its place or, if it does not
 * occur, to the first place where it still can when more bytes are known. */
static inline int find(struct search *q, const LETTER **s, ptrdiff_t *known)
{
	const LETTER *word = q->word;
	while (*known >= q->len) {
		ptrdiff_t left = q->cut + 1, step;
		ptrdiff_t i = q->seen > left ? q->seen : left;
		while (i < q->len && letter(word, i) == letter(*s, i)) i++;
		if (i < q->len) {
			step = i - q->cut;
			q->seen = 0;
		} else {
			for (i = q->cut; i >= q->seen && letter(word, i) == letter(*s, i);) i--;
			if (i < q->seen) return 1;
			step = q->period;
			q->seen = q->repeats ? q->len - q->period : 0;
		}
		*s += step;
		*known -= step;
	}
	return 0;
}
