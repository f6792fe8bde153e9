#include <fcntl.h>
#include <unistd.h>
#include <wasi/libc.h>

int __wasilibc_link_newat(const char *from, int dirfd, const char *to, int flags)
{
	return linkat(AT_FDCWD, from, dirfd, to, flags);
}
