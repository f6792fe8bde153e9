#include "import.h"

IMPORT(fd_renumber)
int __imported_wasi_snapshot_preview1_fd_renumber(__wasi_fd_t fd, __wasi_fd_t to);

__wasi_errno_t __wasi_fd_renumber(__wasi_fd_t fd, __wasi_fd_t to)
{
	return __imported_wasi_snapshot_preview1_fd_renumber(fd, to);
}
