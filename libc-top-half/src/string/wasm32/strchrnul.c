#include <string.h>
#include "word.h"

/* Suspects of both kinds: the end of the string, and c. */
static inline uint64_t ends(uint64_t x, uint64_t same)
{
	return suspects(x) | suspects(x ^ same);
}

char *__strchrnul(const char *s, int c)
{
	uint64_t same = ONES * (unsigned char)c;
	const word *w = word_at(s);
	uint64_t found = zeros(*w | before(s)) | zeros(*w ^ same | before(s));
	while (!found) {
		if (is_pair(++w))
			while (!(ends(w[0], same) | ends(w[1], same))) w += 2;
		found = zeros(*w) | zeros(*w ^ same);
	}
	return (char *)w + first_byte(found);
}

weak_alias(__strchrnul, strchrnul);
