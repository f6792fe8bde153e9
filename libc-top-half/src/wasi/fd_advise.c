#include "import.h"

IMPORT(fd_advise)
int __imported_wasi_snapshot_preview1_fd_advise(
	__wasi_fd_t fd, __wasi_filesize_t offset, __wasi_filesize_t len, __wasi_advice_t advice);

__wasi_errno_t __wasi_fd_advise(
	__wasi_fd_t fd, __wasi_filesize_t offset, __wasi_filesize_t len, __wasi_advice_t advice)
{
	return __imported_wasi_snapshot_preview1_fd_advise(fd, offset, len, advice);
}
