#include <fcntl.h>
#include <unistd.h>
#include <wasi/libc.h>

int __wasilibc_link_oldat(int dirfd, const char *from, const char *to, int flags)
{
	return linkat(dirfd, from, AT_FDCWD, to, flags);
}
