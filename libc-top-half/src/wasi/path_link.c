#include "import.h"
#include <string.h>

IMPORT(path_link)
int __imported_wasi_snapshot_preview1_path_link(__wasi_fd_t old_fd, __wasi_lookupflags_t old_flags,
	const char *old_path, size_t old_path_len, __wasi_fd_t new_fd, const char *new_path,
	size_t new_path_len);

__wasi_errno_t __wasi_path_link(__wasi_fd_t old_fd, __wasi_lookupflags_t old_flags,
	const char *old_path, __wasi_fd_t new_fd, const char *new_path)
{
	return __imported_wasi_snapshot_preview1_path_link(
		old_fd, old_flags, old_path, strlen(old_path), new_fd, new_path, strlen(new_path));
}
