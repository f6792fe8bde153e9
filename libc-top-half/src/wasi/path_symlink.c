#include "import.h"
#include <string.h>

IMPORT(path_symlink)
int __imported_wasi_snapshot_preview1_path_symlink(const char *old_path, size_t old_path_len,
	__wasi_fd_t fd, const char *new_path, size_t new_path_len);

__wasi_errno_t __wasi_path_symlink(const char *old_path, __wasi_fd_t fd, const char *new_path)
{
	return __imported_wasi_snapshot_preview1_path_symlink(
		old_path, strlen(old_path), fd, new_path, strlen(new_path));
}
