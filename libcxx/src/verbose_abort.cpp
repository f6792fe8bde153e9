// Ends the program with a message of libc++: in a program without exceptions, where it would throw
// one. Upstream's links printf. Weak, because a program may have its own.
#include "write_formatted.h"
#include <__verbose_abort>
#include <stdlib.h>

_LIBCPP_BEGIN_NAMESPACE_STD

_LIBCPP_WEAK void __libcpp_verbose_abort(const char *format, ...) noexcept
{
	va_list list;
	va_start(list, format);
	__write_formatted(format, list);
	va_end(list);
	abort();
}

_LIBCPP_END_NAMESPACE_STD
