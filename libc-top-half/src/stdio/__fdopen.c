/* Upstream checks for a terminal here, with ioctl. Ours checks at the first write
 * (__stdout_write). fopen shares __file_new. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include "stdio_impl.h"

FILE *__fdopen(int fd, const char *mode)
{
	if (!strchr("rwa", *mode)) {
		errno = EINVAL;
		return 0;
	}
	if (strchr(mode, 'e')) __syscall(SYS_fcntl, fd, F_SETFD, FD_CLOEXEC);
	if (*mode == 'a') {
		int flags = __syscall(SYS_fcntl, fd, F_GETFL);
		if (flags >= 0 && !(flags & O_APPEND))
			__syscall(SYS_fcntl, fd, F_SETFL, flags | O_APPEND);
	}
	return __file_new(fd, mode);
}

weak_alias(__fdopen, fdopen);
