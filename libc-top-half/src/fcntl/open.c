#include <fcntl.h>
#include <stdarg.h>
#include "syscall.h"

/* openat keeps O_CLOEXEC, so no fcntl follows: it would cost a host call and
 * link all that fcntl does. */
int open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	if (flags & (O_CREAT | O_TMPFILE)) {
		va_list more;
		va_start(more, flags);
		mode = va_arg(more, mode_t);
		va_end(more);
	}
	return sys_open(path, flags, mode);
}
