/* Upstream formats the message with fprintf, which adds 14 KB to a program that has no other use
 * for it. Ours puts the parts together. */
#include <stdlib.h>
#include "syscall.h"

/* Without a stderr in the program, nobody has changed where its output goes. With one, the linker
 * takes the version of __stderr_text.c. */
static void write_directly(const char *text, size_t len)
{
	long n;
	for (; len; text += n, len -= n) {
		n = __syscall(SYS_write, 2, text, len);
		if (n <= 0) return;
	}
}

weak_alias(write_directly, __stderr_text);
hidden void __stderr_text(const char *, size_t);

/* A message is sent in one call, unless it is longer than this. */
static char text[1024];
static size_t length;

static void flush(void)
{
	__stderr_text(text, length);
	length = 0;
}

static void put(const char *s)
{
	if (!s) s = "(null)";
	for (; *s; s++) {
		if (length == sizeof text) flush();
		text[length++] = *s;
	}
}

_Noreturn void __assert_fail(const char *expr, const char *file, int line, const char *func)
{
	char number[3 * sizeof line], *digit = number + sizeof number - 1;
	unsigned n = line < 0 ? -(unsigned)line : line;
	*digit = 0;
	do *--digit = '0' + n % 10;
	while (n /= 10);
	if (line < 0) *--digit = '-';

	put("Assertion failed: ");
	put(expr);
	put(" (");
	put(file);
	put(": ");
	put(func);
	put(": ");
	put(digit);
	put(")\n");
	flush();
	abort();
}
