#include <errno.h>
#include <wasi/api.h>
#include <wasi/libc.h>

int __wasilibc_fd_renumber(int fd, int to)
{
	int error = __wasi_fd_renumber(fd, to);
	if (!error) return 0;
	errno = error;
	return -1;
}
