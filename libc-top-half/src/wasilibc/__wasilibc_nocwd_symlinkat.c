#include <unistd.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_symlinkat(const char *target, int dirfd, const char *path)
{
	return symlinkat(target, dirfd, path);
}
