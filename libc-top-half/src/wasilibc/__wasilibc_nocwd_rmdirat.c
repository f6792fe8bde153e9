#include <fcntl.h>
#include <unistd.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd___wasilibc_rmdirat(int dirfd, const char *path)
{
	return unlinkat(dirfd, path, AT_REMOVEDIR);
}
