#include <unistd.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd___wasilibc_unlinkat(int dirfd, const char *path)
{
	return unlinkat(dirfd, path, 0);
}
