#include "import.h"

IMPORT(fd_pread)
int __imported_wasi_snapshot_preview1_fd_pread(__wasi_fd_t fd, const __wasi_iovec_t *iovs,
	size_t iovs_len, __wasi_filesize_t offset, __wasi_size_t *nread);

__wasi_errno_t __wasi_fd_pread(__wasi_fd_t fd, const __wasi_iovec_t *iovs, size_t iovs_len,
	__wasi_filesize_t offset, __wasi_size_t *nread)
{
	return __imported_wasi_snapshot_preview1_fd_pread(fd, iovs, iovs_len, offset, nread);
}
