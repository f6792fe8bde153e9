#include <unistd.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_faccessat(int dirfd, const char *path, int mode, int flags)
{
	return faccessat(dirfd, path, mode, flags);
}
