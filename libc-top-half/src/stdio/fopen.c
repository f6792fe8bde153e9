/* Upstream sets O_CLOEXEC again with fcntl, for old kernels, and calls fdopen, which sets
 * O_APPEND again. openat has done both, so nothing here links fcntl. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include "stdio_impl.h"

FILE *fopen(const char *restrict name, const char *restrict mode)
{
	if (!strchr("rwa", *mode)) {
		errno = EINVAL;
		return 0;
	}
	int fd = sys_open(name, __fmodeflags(mode), 0666);
	if (fd < 0) return 0;
	FILE *f = __file_new(fd, mode);
	if (!f) __syscall(SYS_close, fd);
	return f;
}
