#include "import.h"

IMPORT(fd_filestat_get)
int __imported_wasi_snapshot_preview1_fd_filestat_get(__wasi_fd_t fd, __wasi_filestat_t *stat);

__wasi_errno_t __wasi_fd_filestat_get(__wasi_fd_t fd, __wasi_filestat_t *stat)
{
	return __imported_wasi_snapshot_preview1_fd_filestat_get(fd, stat);
}
