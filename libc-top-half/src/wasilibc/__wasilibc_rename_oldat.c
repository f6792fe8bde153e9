#include <fcntl.h>
#include <stdio.h>
#include <wasi/libc.h>

int __wasilibc_rename_oldat(int dirfd, const char *from, const char *to)
{
	return renameat(dirfd, from, AT_FDCWD, to);
}
