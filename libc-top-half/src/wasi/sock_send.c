#include "import.h"

IMPORT(sock_send)
int __imported_wasi_snapshot_preview1_sock_send(__wasi_fd_t fd, const __wasi_ciovec_t *iovs,
	size_t iovs_len, __wasi_siflags_t flags, __wasi_size_t *nwritten);

__wasi_errno_t __wasi_sock_send(__wasi_fd_t fd, const __wasi_ciovec_t *iovs, size_t iovs_len,
	__wasi_siflags_t flags, __wasi_size_t *nwritten)
{
	return __imported_wasi_snapshot_preview1_sock_send(fd, iovs, iovs_len, flags, nwritten);
}
