#include "import.h"

IMPORT(fd_sync)
int __imported_wasi_snapshot_preview1_fd_sync(__wasi_fd_t fd);

__wasi_errno_t __wasi_fd_sync(__wasi_fd_t fd)
{
	return __imported_wasi_snapshot_preview1_fd_sync(fd);
}
