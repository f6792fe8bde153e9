#include <fcntl.h>
#include <unistd.h>
#include <wasi/libc.h>

int __wasilibc_link(const char *from, const char *to, int flags)
{
	return linkat(AT_FDCWD, from, AT_FDCWD, to, flags);
}
