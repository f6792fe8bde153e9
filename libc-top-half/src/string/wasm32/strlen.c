#include <string.h>
#include "word.h"

size_t strlen(const char *s)
{
	const word *w = word_at(s);
	uint64_t found = zeros(*w | before(s));
	while (!found) {
		if (is_pair(++w))
			while (!(suspects(w[0]) | suspects(w[1]))) w += 2;
		found = zeros(*w);
	}
	return (const char *)w - s + first_byte(found);
}
