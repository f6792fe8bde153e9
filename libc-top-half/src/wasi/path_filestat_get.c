#include "import.h"
#include <string.h>

IMPORT(path_filestat_get)
int __imported_wasi_snapshot_preview1_path_filestat_get(__wasi_fd_t fd, __wasi_lookupflags_t flags,
	const char *path, size_t path_len, __wasi_filestat_t *stat);

__wasi_errno_t __wasi_path_filestat_get(
	__wasi_fd_t fd, __wasi_lookupflags_t flags, const char *path, __wasi_filestat_t *stat)
{
	return __imported_wasi_snapshot_preview1_path_filestat_get(
		fd, flags, path, strlen(path), stat);
}
