#include <stdint.h>
#include <wchar.h>

size_t wcsrtombs(char *restrict s, const wchar_t **restrict ws, size_t n, mbstate_t *restrict st)
{
	return wcsnrtombs(s, ws, SIZE_MAX, n, st);
}
