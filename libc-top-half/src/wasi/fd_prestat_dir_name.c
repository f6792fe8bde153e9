#include "import.h"

IMPORT(fd_prestat_dir_name)
int __imported_wasi_snapshot_preview1_fd_prestat_dir_name(
	__wasi_fd_t fd, uint8_t *path, __wasi_size_t path_len);

__wasi_errno_t __wasi_fd_prestat_dir_name(__wasi_fd_t fd, uint8_t *path, __wasi_size_t path_len)
{
	return __imported_wasi_snapshot_preview1_fd_prestat_dir_name(fd, path, path_len);
}
