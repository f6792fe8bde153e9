#include "import.h"
#include <string.h>

IMPORT(path_open)
int __imported_wasi_snapshot_preview1_path_open(__wasi_fd_t fd, __wasi_lookupflags_t dirflags,
	const char *path, size_t path_len, __wasi_oflags_t oflags, __wasi_rights_t base,
	__wasi_rights_t inheriting, __wasi_fdflags_t fdflags, __wasi_fd_t *opened);

__wasi_errno_t __wasi_path_open(__wasi_fd_t fd, __wasi_lookupflags_t dirflags, const char *path,
	__wasi_oflags_t oflags, __wasi_rights_t base, __wasi_rights_t inheriting,
	__wasi_fdflags_t fdflags, __wasi_fd_t *opened)
{
	return __imported_wasi_snapshot_preview1_path_open(
		fd, dirflags, path, strlen(path), oflags, base, inheriting, fdflags, opened);
}
