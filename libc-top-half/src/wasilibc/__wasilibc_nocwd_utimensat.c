#include <sys/stat.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_utimensat(int dirfd, const char *path, const struct timespec *times, int flags)
{
	return utimensat(dirfd, path, times, flags);
}
