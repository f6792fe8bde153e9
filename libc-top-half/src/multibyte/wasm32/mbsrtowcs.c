#include <stdint.h>
#include <wchar.h>

size_t mbsrtowcs(wchar_t *restrict ws, const char **restrict src, size_t wn, mbstate_t *restrict st)
{
	return mbsnrtowcs(ws, src, SIZE_MAX, wn, st ? st : &(mbstate_t){0});
}
