#include <string.h>
#include "word.h"

void *__memrchr(const void *s, int c, size_t n)
{
	if (!n) return 0;
	const char *start = s, *end = start + n - 1;
	const word *w = word_at(end), *last = word_at(start), *pairs = last + 1;
	uint64_t same = ONES * (unsigned char)c;
	uint64_t found = exact_zeros(*w ^ same | after(end));
	while (!found) {
		while (w > pairs && !(suspects(w[-1] ^ same) | suspects(w[-2] ^ same))) w -= 2;
		if (w == last) return 0;
		found = exact_zeros(*--w ^ same);
	}
	const char *at = (const char *)w + last_byte(found);
	return at >= start ? (void *)at : 0;
}

weak_alias(__memrchr, memrchr);
