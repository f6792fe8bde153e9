#include "import.h"

IMPORT(fd_allocate)
int __imported_wasi_snapshot_preview1_fd_allocate(
	__wasi_fd_t fd, __wasi_filesize_t offset, __wasi_filesize_t len);

__wasi_errno_t __wasi_fd_allocate(__wasi_fd_t fd, __wasi_filesize_t offset, __wasi_filesize_t len)
{
	return __imported_wasi_snapshot_preview1_fd_allocate(fd, offset, len);
}
