#include <sys/stat.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_mkdirat_nomode(int dirfd, const char *path)
{
	return mkdirat(dirfd, path, 0777);
}
