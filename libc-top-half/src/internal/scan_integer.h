#include <ctype.h>
#include <errno.h>
#include "source.h"

/* The body of strtol and of scanf's conversion, since most of the work is done before the first
 * digit: a string needs no end, and partial is constant. */
#define INLINE static inline __attribute__((__always_inline__))

INLINE int next(struct source *in, int string)
{
	return string ? *in->at : peek(in);
}

/* The value of a digit, or 36. */
INLINE unsigned digit(int c)
{
	unsigned d = c - '0';
	if (d < 10) return d;
	d = (c | 32) - 'a';
	return d < 26 ? d + 10 : 36;
}

INLINE int scan_integer(struct source *in, int string, unsigned base, int partial, uint64_t limit,
	uint64_t *result)
{
	int c, negative = 0, over = 0;
	uint64_t n = 0;
	*result = 0;
	if (base > 36 || base == 1) goto invalid;
	for (; isspace(c = next(in, string)); in->at++);
	if (c == '+' || c == '-') {
		negative = c == '-';
		in->at++;
		c = next(in, string);
	}
	if ((base | 16) == 16 && c == '0') {
		in->at++;
		c = next(in, string);
		if ((c | 32) == 'x') {
			in->at++;
			if (digit(next(in, string)) >= 16) {
				if (!partial) goto invalid;
				/* The number was only "0". */
				in->at--;
				return 1;
			}
			base = 16;
		} else if (!base) {
			base = 8;
		}
	} else {
		if (!base) base = 10;
		if (digit(c) >= base) goto invalid;
	}

	const unsigned char *p = in->at, *end = in->end;
	unsigned figures = base < 10 ? base : 10, letters = base - figures;
	for (;; p++) {
		if (!string && p == end) {
			in->at = p;
			c = in->more(in);
			p = in->at;
			end = in->end;
			if (c < 0) break;
		}
		unsigned d = *p - '0';
		if (d >= figures) {
			d = (*p | 32) - 'a';
			if (d >= letters) break;
			d += 10;
		}
		if (n < 1ULL << 58) {
			n = n * base + d;
		} else {
			uint64_t low = (n & 0xffffffff) * base + d;
			uint64_t high = (n >> 32) * base + (low >> 32);
			over |= high >> 32 != 0;
			n = high << 32 | (low & 0xffffffff);
		}
	}
	in->at = p;

	int is_signed = !(limit & 1);
	if (over || n > limit - (is_signed && !negative)) {
		errno = ERANGE;
		n = limit - (is_signed && !negative);
		if (!is_signed) negative = 0;
	}
	*result = negative ? -n : n;
	return 1;

invalid:
	errno = EINVAL;
	return 0;
}
