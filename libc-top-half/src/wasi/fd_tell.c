#include "import.h"

IMPORT(fd_tell)
int __imported_wasi_snapshot_preview1_fd_tell(__wasi_fd_t fd, __wasi_filesize_t *position);

__wasi_errno_t __wasi_fd_tell(__wasi_fd_t fd, __wasi_filesize_t *position)
{
	return __imported_wasi_snapshot_preview1_fd_tell(fd, position);
}
