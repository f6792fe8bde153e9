#include <wctype.h>

static const unsigned char tab[];
static const unsigned char rulebases[512];
static const int rules[];
static const unsigned char exceptions[][2];

/* Upstream's tables: a byte of `tab` has the classes of three letters, in base 6; `rulebases`
 * and a class lead to a rule, and some rules to a sorted part of `exceptions`. */
#include "casemap.h"

/* A rule has in its low byte whether a letter is in the upper case, and above that the distance
 * to the other case. Another low byte stands for exceptions, of which it has the number and,
 * above, the first. */
static inline int is_letter(int rule)
{
	return (rule & 255) < 2;
}

static inline wint_t apply(wint_t wc, int rule, int up)
{
	return (rule & 255) == up ? wc : wc + (rule >> 8);
}

static wint_t exception(wint_t wc, int rule, int up)
{
	unsigned first = (unsigned)rule >> 16, n = rule >> 8 & 255, low = wc & 255;
	while (n) {
		const unsigned char *middle = exceptions[first + n / 2];
		if (middle[0] == low) {
			rule = rules[middle[1]];
			/* The four title-case letters stand between their two cases. */
			return is_letter(rule) ? apply(wc, rule, up) : up ? wc - 1 : wc + 1;
		}
		if (middle[0] < low) {
			first += n / 2;
			n -= n / 2;
			if (n == 1) break;
		} else {
			n /= 2;
		}
	}
	return wc;
}

__attribute__((__always_inline__)) static inline wint_t casemap(wint_t wc, int up)
{
	if (wc < 0x80) return wc - (up ? 'a' : 'A') < 26 ? wc ^ 32 : wc;
	if (wc >= 0x20000) return wc;
	unsigned low = wc & 255, classes = tab[tab[wc >> 8] * 86 + low / 3], class;
	switch (low % 3) {
	case 0:
		class = classes % 6;
		break;
	case 1:
		class = classes / 6 % 6;
		break;
	default:
		class = classes / 36;
	}
	int rule = rules[rulebases[wc >> 8] + class];
	return is_letter(rule) ? apply(wc, rule, up) : exception(wc, rule, up);
}

wint_t towlower(wint_t wc)
{
	return casemap(wc, 0);
}

wint_t towupper(wint_t wc)
{
	return casemap(wc, 1);
}

wint_t __towlower_l(wint_t wc, locale_t locale)
{
	return towlower(wc);
}

wint_t __towupper_l(wint_t wc, locale_t locale)
{
	return towupper(wc);
}

weak_alias(__towlower_l, towlower_l);
weak_alias(__towupper_l, towupper_l);
