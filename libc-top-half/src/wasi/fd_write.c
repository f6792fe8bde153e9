#include "import.h"

IMPORT(fd_write)
int __imported_wasi_snapshot_preview1_fd_write(
	__wasi_fd_t fd, const __wasi_ciovec_t *iovs, size_t iovs_len, __wasi_size_t *nwritten);

__wasi_errno_t __wasi_fd_write(
	__wasi_fd_t fd, const __wasi_ciovec_t *iovs, size_t iovs_len, __wasi_size_t *nwritten)
{
	return __imported_wasi_snapshot_preview1_fd_write(fd, iovs, iovs_len, nwritten);
}
