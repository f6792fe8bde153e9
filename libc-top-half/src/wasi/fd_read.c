#include "import.h"

IMPORT(fd_read)
int __imported_wasi_snapshot_preview1_fd_read(
	__wasi_fd_t fd, const __wasi_iovec_t *iovs, size_t iovs_len, __wasi_size_t *nread);

__wasi_errno_t __wasi_fd_read(
	__wasi_fd_t fd, const __wasi_iovec_t *iovs, size_t iovs_len, __wasi_size_t *nread)
{
	return __imported_wasi_snapshot_preview1_fd_read(fd, iovs, iovs_len, nread);
}
