#include <string.h>
#include "vector.h"

/* Zero where the string ends, and where c is. */
static inline vector ends(vector x, vector same)
{
	return least(x, x ^ same);
}

char *__strchrnul(const char *s, int c)
{
	vector same = splat(c);
	const vector *v = vector_at(s);
	unsigned found = zeros(ends(*v, same)) >> place_in(s);
	if (found) return (char *)s + first(found);
	while (!is_block(++v)) {
		found = zeros(ends(*v, same));
		if (found) return (char *)v + first(found);
	}
	while (!has_zero(least(least(ends(v[0], same), ends(v[1], same)),
		least(ends(v[2], same), ends(v[3], same)))))
		v += BLOCK;
	while (!(found = zeros(ends(*v, same)))) v++;
	return (char *)v + first(found);
}

weak_alias(__strchrnul, strchrnul);
