#include "import.h"

IMPORT(fd_fdstat_set_rights)
int __imported_wasi_snapshot_preview1_fd_fdstat_set_rights(
	__wasi_fd_t fd, __wasi_rights_t base, __wasi_rights_t inheriting);

__wasi_errno_t __wasi_fd_fdstat_set_rights(
	__wasi_fd_t fd, __wasi_rights_t base, __wasi_rights_t inheriting)
{
	return __imported_wasi_snapshot_preview1_fd_fdstat_set_rights(fd, base, inheriting);
}
