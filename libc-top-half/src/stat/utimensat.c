#include <sys/stat.h>
#include "syscall.h"

int utimensat(int dirfd, const char *path, const struct timespec times[2], int flags)
{
	return syscall(SYS_utimensat_time64, dirfd, path, times, flags);
}
