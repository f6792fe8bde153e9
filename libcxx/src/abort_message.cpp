// Ends the program with a message of libc++abi. Upstream's links printf into each program that can
// throw.
#include "abort_message.h"
#include "write_formatted.h"
#include <stdlib.h>
#include <unistd.h>

void __abort_message(const char *format, ...)
{
	write(STDERR_FILENO, "libc++abi: ", 11);
	va_list list;
	va_start(list, format);
	__write_formatted(format, list);
	va_end(list);
	write(STDERR_FILENO, "\n", 1);
	abort();
}
