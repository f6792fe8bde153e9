#include "wide_set.h"

size_t wcscspn(const wchar_t *s, const wchar_t *c)
{
	const wchar_t *a = s;
	if (!c[0] || !c[1]) {
		const wchar_t *found = wcschr(s, *c);
		return found ? found - s : wcslen(s);
	}
	uint64_t bits = remainders(c);
	while (*s && !(bits >> (*s & 63) & 1 && contains(c, *s))) s++;
	return s - a;
}
