/* Upstream falls back to fstatat on kernels that lack statx. Here the call always exists. */
#define _GNU_SOURCE
#include <sys/stat.h>
#include "syscall.h"

int statx(
	int dirfd, const char *restrict path, int flags, unsigned mask, struct statx *restrict stx)
{
	return syscall(SYS_statx, dirfd, path, flags, mask, stx);
}
