#include <fcntl.h>
#include <stdarg.h>
#include "syscall.h"

/* openat keeps O_CLOEXEC, so no fcntl follows: it would cost a host call and link
 * all that fcntl does. Without O_CREAT the mode is not used. A caller that creates a
 * file without a mode passes no argument list either. On Linux the mode is then an
 * arbitrary value; here it is one that lets the program use the file. */
int open(const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	mode_t mode = more ? va_arg(more, mode_t) : 0666;
	va_end(more);
	return sys_open(path, flags, mode);
}
