#include "import.h"
#include <string.h>

IMPORT(path_readlink)
int __imported_wasi_snapshot_preview1_path_readlink(__wasi_fd_t fd, const char *path,
	size_t path_len, uint8_t *buf, __wasi_size_t buf_len, __wasi_size_t *used);

__wasi_errno_t __wasi_path_readlink(
	__wasi_fd_t fd, const char *path, uint8_t *buf, __wasi_size_t buf_len, __wasi_size_t *used)
{
	return __imported_wasi_snapshot_preview1_path_readlink(
		fd, path, strlen(path), buf, buf_len, used);
}
