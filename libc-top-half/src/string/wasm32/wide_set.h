#include <stdint.h>
#include <wchar.h>

/* A bit for each remainder of 64 that a character of the set has: most characters that are not
 * in the set have another one, and need no search. */
static inline uint64_t remainders(const wchar_t *set)
{
	uint64_t bits = 0;
	for (; *set; set++) bits |= UINT64_C(1) << (*set & 63);
	return bits;
}

/* Of a character other than zero. */
static inline int contains(const wchar_t *set, wchar_t c)
{
	while (*set && *set != c) set++;
	return *set;
}
