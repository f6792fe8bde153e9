#include "import.h"
#include <string.h>

IMPORT(path_unlink_file)
int __imported_wasi_snapshot_preview1_path_unlink_file(
	__wasi_fd_t fd, const char *path, size_t path_len);

__wasi_errno_t __wasi_path_unlink_file(__wasi_fd_t fd, const char *path)
{
	return __imported_wasi_snapshot_preview1_path_unlink_file(fd, path, strlen(path));
}
