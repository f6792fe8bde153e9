#include "import.h"

IMPORT(fd_readdir)
int __imported_wasi_snapshot_preview1_fd_readdir(__wasi_fd_t fd, uint8_t *buf,
	__wasi_size_t buf_len, __wasi_dircookie_t cookie, __wasi_size_t *used);

__wasi_errno_t __wasi_fd_readdir(__wasi_fd_t fd, uint8_t *buf, __wasi_size_t buf_len,
	__wasi_dircookie_t cookie, __wasi_size_t *used)
{
	return __imported_wasi_snapshot_preview1_fd_readdir(fd, buf, buf_len, cookie, used);
}
