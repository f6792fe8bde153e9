#include "import.h"

IMPORT(fd_filestat_set_size)
int __imported_wasi_snapshot_preview1_fd_filestat_set_size(__wasi_fd_t fd, __wasi_filesize_t size);

__wasi_errno_t __wasi_fd_filestat_set_size(__wasi_fd_t fd, __wasi_filesize_t size)
{
	return __imported_wasi_snapshot_preview1_fd_filestat_set_size(fd, size);
}
