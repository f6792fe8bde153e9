#include <string.h>
#include "set.h"

size_t strspn(const char *s, const char *c)
{
	if (!*c) return 0;
	struct set set = set_of(c);
	const vector *v = vector_at(s);
	unsigned found = zeros(members(*v, set)) >> place_in(s);
	if (found) return first(found);
	while (!(found = zeros(members(*++v, set))));
	return (const char *)v - s + first(found);
}
