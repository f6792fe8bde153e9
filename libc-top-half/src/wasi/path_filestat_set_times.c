#include "import.h"
#include <string.h>

IMPORT(path_filestat_set_times)
int __imported_wasi_snapshot_preview1_path_filestat_set_times(__wasi_fd_t fd,
	__wasi_lookupflags_t flags, const char *path, size_t path_len, __wasi_timestamp_t atim,
	__wasi_timestamp_t mtim, __wasi_fstflags_t fst_flags);

__wasi_errno_t __wasi_path_filestat_set_times(__wasi_fd_t fd, __wasi_lookupflags_t flags,
	const char *path, __wasi_timestamp_t atim, __wasi_timestamp_t mtim,
	__wasi_fstflags_t fst_flags)
{
	return __imported_wasi_snapshot_preview1_path_filestat_set_times(
		fd, flags, path, strlen(path), atim, mtim, fst_flags);
}
