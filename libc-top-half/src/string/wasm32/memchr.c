#include <string.h>
#include "word.h"

/* n may be larger than the memory that is left, if c occurs before. So words are loaded in
 * pairs only where the second is in memory because the first is. */
void *memchr(const void *s, int c, size_t n)
{
	if (!n) return 0;
	uintptr_t end = (uintptr_t)s + n - 1;
	if (end < (uintptr_t)s) end = -1;
	const word *w = word_at(s), *last = word_at((void *)end);
	uint64_t same = ONES * (unsigned char)c;
	uint64_t found = zeros(*w ^ same | before(s));
	while (!found) {
		if (w++ == last) return 0;
		if (is_pair(w))
			while (w < last && !(suspects(w[0] ^ same) | suspects(w[1] ^ same))) w += 2;
		if (w > last) return 0;
		found = zeros(*w ^ same);
	}
	uintptr_t at = (uintptr_t)w + first_byte(found);
	return at <= end ? (void *)at : 0;
}
