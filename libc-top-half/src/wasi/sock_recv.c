#include "import.h"

IMPORT(sock_recv)
int __imported_wasi_snapshot_preview1_sock_recv(__wasi_fd_t fd, const __wasi_iovec_t *iovs,
	size_t iovs_len, __wasi_riflags_t flags, __wasi_size_t *nread, __wasi_roflags_t *roflags);

__wasi_errno_t __wasi_sock_recv(__wasi_fd_t fd, const __wasi_iovec_t *iovs, size_t iovs_len,
	__wasi_riflags_t flags, __wasi_size_t *nread, __wasi_roflags_t *roflags)
{
	return __imported_wasi_snapshot_preview1_sock_recv(
		fd, iovs, iovs_len, flags, nread, roflags);
}
