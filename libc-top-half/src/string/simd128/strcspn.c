#include <string.h>
#include "set.h"

size_t strcspn(const char *s, const char *c)
{
	if (!c[0] || !c[1]) return __strchrnul(s, *c) - s;
	struct set set = set_of(c);
	set.low[0] |= 1; /* the end of the string */
	const vector *v = vector_at(s);
	unsigned found = bits(members(*v, set) != 0) >> place_in(s);
	if (found) return first(found);
	while (!(found = bits(members(*++v, set) != 0)));
	return (const char *)v - s + first(found);
}
