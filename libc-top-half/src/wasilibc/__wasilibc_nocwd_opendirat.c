#include <dirent.h>
#include <wasi/libc-nocwd.h>

DIR *__wasilibc_nocwd_opendirat(int dirfd, const char *path)
{
	return __opendirat(dirfd, path);
}
