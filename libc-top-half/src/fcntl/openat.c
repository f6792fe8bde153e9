#include <fcntl.h>
#include <stdarg.h>
#include "syscall.h"

/* A later call may be relative to what this one opens, or fchdir may go there: the bottom half
 * remembers the directories that are opened. Only the linker reads this. */
hidden void __remembers_folders(void);
hidden void (*const __openat_remembers)(void) = __remembers_folders;

/* The mode as in open. */
int openat(int fd, const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	mode_t mode = more ? va_arg(more, mode_t) : 0666;
	va_end(more);
	return syscall_cp(SYS_openat, fd, path, flags | O_LARGEFILE, mode);
}
