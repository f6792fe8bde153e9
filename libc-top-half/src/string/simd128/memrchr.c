#include <string.h>
#include "vector.h"

void *__memrchr(const void *s, int c, size_t n)
{
	if (!n) return 0;
	const char *start = s, *end = start + n - 1;
	const vector *v = vector_at(end), *final = vector_at(start), *blocks = final + BLOCK - 1;
	vector same = splat(c);
	unsigned found = bits(*v == same) & (2u << place_in(end)) - 1;
	while (!found) {
		while (v > blocks
			&& !has_any(v[-1] == same | v[-2] == same | v[-3] == same | v[-4] == same))
			v -= BLOCK;
		if (v == final) return 0;
		found = bits(*--v == same);
	}
	const char *at = (const char *)v + last(found);
	return at >= start ? (void *)at : 0;
}

weak_alias(__memrchr, memrchr);
