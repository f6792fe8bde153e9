#include <fcntl.h>
#include <stdio.h>
#include <wasi/libc.h>

int __wasilibc_rename_newat(const char *from, int dirfd, const char *to)
{
	return renameat(AT_FDCWD, from, dirfd, to);
}
