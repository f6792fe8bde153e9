#include "wide_set.h"

size_t wcsspn(const wchar_t *s, const wchar_t *c)
{
	const wchar_t *a = s;
	while (*s && contains(c, *s)) s++;
	return s - a;
}
