#include "write_formatted.h"
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static void put(const char *text, size_t length)
{
	// The program ends, so there is nobody to tell of a failure.
	write(STDERR_FILENO, text, length);
}

static void put(int number)
{
	char digits[11], *first = digits + sizeof digits;
	unsigned rest = number < 0 ? 0u - static_cast<unsigned>(number) : static_cast<unsigned>(number);
	do
		*--first = static_cast<char>('0' + rest % 10);
	while (rest /= 10);
	if (number < 0) *--first = '-';
	put(first, static_cast<size_t>(digits + sizeof digits - first));
}

void __write_formatted(const char *format, va_list list)
{
	while (*format) {
		size_t plain = 0;
		while (format[plain] && format[plain] != '%') plain++;
		put(format, plain);
		format += plain;
		if (!*format) return;
		if (format[1] == 's') {
			const char *text = va_arg(list, const char *);
			put(text, strlen(text));
		} else if (format[1] == 'd' || format[1] == 'i') {
			put(va_arg(list, int));
		} else {
			// Not the library's: how long its argument is, is not known.
			return put(format, strlen(format));
		}
		format += 2;
	}
}
