#include "import.h"

IMPORT(fd_fdstat_set_flags)
int __imported_wasi_snapshot_preview1_fd_fdstat_set_flags(__wasi_fd_t fd, __wasi_fdflags_t flags);

__wasi_errno_t __wasi_fd_fdstat_set_flags(__wasi_fd_t fd, __wasi_fdflags_t flags)
{
	return __imported_wasi_snapshot_preview1_fd_fdstat_set_flags(fd, flags);
}
