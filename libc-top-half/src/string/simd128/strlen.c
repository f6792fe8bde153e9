#include <string.h>
#include "vector.h"

size_t strlen(const char *s)
{
	const vector *v = vector_at(s);
	unsigned found = zeros(*v) >> place_in(s);
	if (found) return first(found);
	while (!is_block(++v)) {
		found = zeros(*v);
		if (found) return (const char *)v - s + first(found);
	}
	while (!has_zero(least(least(v[0], v[1]), least(v[2], v[3])))) v += BLOCK;
	while (!(found = zeros(*v))) v++;
	return (const char *)v - s + first(found);
}
