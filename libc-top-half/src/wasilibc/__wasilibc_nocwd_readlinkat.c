#include <unistd.h>
#include <wasi/libc-nocwd.h>

ssize_t __wasilibc_nocwd_readlinkat(
	int dirfd, const char *restrict path, char *restrict buf, size_t size)
{
	return readlinkat(dirfd, path, buf, size);
}
