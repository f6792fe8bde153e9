#include "import.h"

IMPORT(fd_fdstat_get)
int __imported_wasi_snapshot_preview1_fd_fdstat_get(__wasi_fd_t fd, __wasi_fdstat_t *stat);

__wasi_errno_t __wasi_fd_fdstat_get(__wasi_fd_t fd, __wasi_fdstat_t *stat)
{
	return __imported_wasi_snapshot_preview1_fd_fdstat_get(fd, stat);
}
