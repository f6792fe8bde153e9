#include "import.h"

IMPORT(sock_shutdown)
int __imported_wasi_snapshot_preview1_sock_shutdown(__wasi_fd_t fd, __wasi_sdflags_t how);

__wasi_errno_t __wasi_sock_shutdown(__wasi_fd_t fd, __wasi_sdflags_t how)
{
	return __imported_wasi_snapshot_preview1_sock_shutdown(fd, how);
}
