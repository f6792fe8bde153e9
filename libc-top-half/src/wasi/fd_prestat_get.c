#include "import.h"

IMPORT(fd_prestat_get)
int __imported_wasi_snapshot_preview1_fd_prestat_get(__wasi_fd_t fd, __wasi_prestat_t *prestat);

__wasi_errno_t __wasi_fd_prestat_get(__wasi_fd_t fd, __wasi_prestat_t *prestat)
{
	return __imported_wasi_snapshot_preview1_fd_prestat_get(fd, prestat);
}
