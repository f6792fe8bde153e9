#include <fcntl.h>
#include <wasi/libc.h>

int __wasilibc_open_nomode(const char *path, int flags)
{
	return open(path, flags, 0666);
}
