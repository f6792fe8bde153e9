#include "import.h"
#include <string.h>

IMPORT(path_create_directory)
int __imported_wasi_snapshot_preview1_path_create_directory(
	__wasi_fd_t fd, const char *path, size_t path_len);

__wasi_errno_t __wasi_path_create_directory(__wasi_fd_t fd, const char *path)
{
	return __imported_wasi_snapshot_preview1_path_create_directory(fd, path, strlen(path));
}
