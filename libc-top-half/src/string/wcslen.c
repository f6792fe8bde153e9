#include <wchar.h>

size_t wcslen(const wchar_t *s)
{
	const wchar_t *w = s;
	for (;; w += 4) {
		if (!w[0]) return w - s;
		if (!w[1]) return w - s + 1;
		if (!w[2]) return w - s + 2;
		if (!w[3]) return w - s + 3;
	}
}
