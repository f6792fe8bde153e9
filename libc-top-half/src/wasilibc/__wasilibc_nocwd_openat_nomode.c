#include <fcntl.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_openat_nomode(int dirfd, const char *path, int flags)
{
	return openat(dirfd, path, flags, 0666);
}
