// The messages with which the library ends a program.
#ifndef WRITE_FORMATTED_H
#define WRITE_FORMATTED_H

#include <stdarg.h>

// Writes to standard error as printf would, which would be most of a small program. The library's
// formats have the conversions %s, %d and %i.
extern "C" [[gnu::visibility("hidden")]] void __write_formatted(const char *format, va_list list);

#endif
