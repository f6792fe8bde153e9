#define _BSD_SOURCE
#include <errno.h>

/* Here the number is known only at run time. */
#define __syscall_unknown(n) (-ENOSYS)

#include <stdarg.h>
#include <unistd.h>
#include "syscall.h"

#undef syscall

long syscall(long n, ...)
{
	/* An argument is stored as it was passed, in 4 bytes or 8. */
	syscall_arg_t arg[6];
	unsigned wide = __syscall_wide(n);
	va_list ap;
	va_start(ap, n);
	for (int i = 0; i < 6; i++)
		arg[i] = wide >> i & 1 ? va_arg(ap, long long) : va_arg(ap, long);
	va_end(ap);
	return __syscall_ret(__syscall(n, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]));
}
