#include <stdio.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_renameat(int fromfd, const char *from, int tofd, const char *to)
{
	return renameat(fromfd, from, tofd, to);
}
