#include <stdint.h>
#include <string.h>
#include "stdio_impl.h"

/* The buffer of the stream is the destination. Characters that do not fit are counted
 * too. */
static size_t fill(FILE *f, const unsigned char *s, size_t len)
{
	size_t room = f->wend - f->wpos;
	if (room > len) room = len;
	if (room) memcpy(f->wpos, s, room);
	f->wpos += room;
	return len;
}

int vsnprintf(char *restrict s, size_t n, const char *restrict fmt, va_list ap)
{
	unsigned char none, *buf = n ? (unsigned char *)s : &none;
	size_t room = n ? n - 1 : 0;
	/* vsprintf's buffer extends beyond the end of memory. */
	if (room > UINTPTR_MAX - (uintptr_t)buf) room = UINTPTR_MAX - (uintptr_t)buf;
	/* Nothing reads the other members of a stream that only prints. */
	FILE f;
	f.flags = 0;
	f.lock = f.lbf = -1;
	f.write = fill;
	f.buf_size = 1;
	f.buf = f.wbase = f.wpos = buf;
	f.wend = buf + room;
	int length = vfprintf(&f, fmt, ap);
	*f.wpos = 0;
	return length;
}
