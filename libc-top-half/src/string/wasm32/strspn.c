#include <string.h>
#include "word.h"

/* The high bit of each byte that is not one of three letters is set. */
static inline uint64_t others(uint64_t x, uint64_t a, uint64_t b, uint64_t c)
{
	return nonzeros(x ^ a) & nonzeros(x ^ b) & nonzeros(x ^ c);
}

/* Not inline: the set takes room on the stack. */
__attribute__((__noinline__)) static size_t of_many(const char *s, const unsigned char *c)
{
	uint32_t set[8] = {0};
	do set[*c / 32] |= 1u << *c % 32;
	while (*++c);
	for (const unsigned char *at = (void *)s;; at += 2) {
		if (!(set[at[0] / 32] >> at[0] % 32 & 1)) return (const char *)at - s;
		if (!(set[at[1] / 32] >> at[1] % 32 & 1)) return (const char *)at + 1 - s;
	}
}

size_t strspn(const char *s, const char *letters)
{
	const unsigned char *l = (void *)letters;
	if (!l[0]) return 0;
	if (l[1] && l[2] && l[3]) return of_many(s, l);
	/* Three letters, of which the first stands for those that are missing. */
	uint64_t a = ONES * l[0], b = a, c = a;
	if (l[1]) {
		b = ONES * l[1];
		if (l[2]) c = ONES * l[2];
	}
	const word *w = word_at(s);
	uint64_t found, looked_at = HIGHS & ~before(s);
	while (!(found = others(*w, a, b, c) & looked_at)) w++, looked_at = HIGHS;
	return (const char *)w - s + first_byte(found);
}
