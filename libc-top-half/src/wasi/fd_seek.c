#include "import.h"

IMPORT(fd_seek)
int __imported_wasi_snapshot_preview1_fd_seek(__wasi_fd_t fd, __wasi_filedelta_t offset,
	__wasi_whence_t whence, __wasi_filesize_t *position);

__wasi_errno_t __wasi_fd_seek(__wasi_fd_t fd, __wasi_filedelta_t offset, __wasi_whence_t whence,
	__wasi_filesize_t *position)
{
	return __imported_wasi_snapshot_preview1_fd_seek(fd, offset, whence, position);
}
