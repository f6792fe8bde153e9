#include <string.h>
#include "vector.h"

/* n may be larger than the memory that is left, if c occurs before. */
void *memchr(const void *s, int c, size_t n)
{
	if (!n) return 0;
	uintptr_t end = (uintptr_t)s + n - 1;
	if (end < (uintptr_t)s) end = -1;
	const vector *v = vector_at(s), *final = vector_at((void *)end);
	vector same = splat(c);
	unsigned found = bits(*v == same) & -1u << place_in(s);
	while (!found) {
		if (v++ == final) return 0;
		if (is_block(v)) {
			while (v < final
				&& !has_any(v[0] == same | v[1] == same | v[2] == same | v[3] == same))
				v += BLOCK;
			while (v < final && !(found = bits(*v == same))) v++;
			if (v > final) return 0;
		}
		found = bits(*v == same);
	}
	uintptr_t at = (uintptr_t)v + first(found);
	return at <= end ? (void *)at : 0;
}
