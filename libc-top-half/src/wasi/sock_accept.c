#include "import.h"

IMPORT(sock_accept)
int __imported_wasi_snapshot_preview1_sock_accept(
	__wasi_fd_t fd, __wasi_fdflags_t flags, __wasi_fd_t *accepted);

__wasi_errno_t __wasi_sock_accept(__wasi_fd_t fd, __wasi_fdflags_t flags, __wasi_fd_t *accepted)
{
	return __imported_wasi_snapshot_preview1_sock_accept(fd, flags, accepted);
}
