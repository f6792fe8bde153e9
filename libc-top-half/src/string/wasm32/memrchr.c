#include <string.h>
#include "word.h"

void *__memrchr(const void *s, int c, size_t n)
{
	const char *start = s, *end = start + n - 1;
	uint64_t same = ONES * (unsigned char)c, found;
	if (n < 8) {
		if (n < 4) {
			while (n--)
				if (start[n] == (char)c) return (void *)(start + n);
			return 0;
		}
		/* Two halves, which may overlap. */
		end -= 3;
		found = exact_zeros((load_half(start) | (uint64_t)load_half(end) << 32) ^ same);
		if (!found) return 0;
		size_t at = last_byte(found);
		return (void *)(at < 4 ? start + at : end + at - 4);
	}
	const word *w = word_at(end), *last = word_at(start), *pairs = last + 1;
	found = exact_zeros(*w ^ same | after(end));
	while (!found) {
		while (w > pairs && !(suspects(w[-1] ^ same) | suspects(w[-2] ^ same))) w -= 2;
		if (w == last) return 0;
		found = exact_zeros(*--w ^ same);
	}
	const char *at = (const char *)w + last_byte(found);
	return at >= start ? (void *)at : 0;
}

weak_alias(__memrchr, memrchr);
