#include <sys/stat.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_fstatat(
	int dirfd, const char *restrict path, struct stat *restrict st, int flags)
{
	return fstatat(dirfd, path, st, flags);
}
