#include <obstack.h>
#include <stdio.h>

/* The text becomes part of the growing object, without a zero byte. */
int obstack_vprintf(struct obstack *h, const char *format, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	size_t room = obstack_room(h);
	int length = vsnprintf(h->next_free, room, format, ap);
	if (length >= 0 && (size_t)length >= room) {
		obstack_make_room(h, (size_t)length + 1);
		length = vsnprintf(h->next_free, (size_t)length + 1, format, again);
	}
	va_end(again);
	if (length > 0) obstack_blank_fast(h, length);
	return length;
}

int obstack_printf(struct obstack *h, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	int length = obstack_vprintf(h, format, ap);
	va_end(ap);
	return length;
}
