#include "import.h"

IMPORT(fd_filestat_set_times)
int __imported_wasi_snapshot_preview1_fd_filestat_set_times(
	__wasi_fd_t fd, __wasi_timestamp_t atim, __wasi_timestamp_t mtim, __wasi_fstflags_t flags);

__wasi_errno_t __wasi_fd_filestat_set_times(
	__wasi_fd_t fd, __wasi_timestamp_t atim, __wasi_timestamp_t mtim, __wasi_fstflags_t flags)
{
	return __imported_wasi_snapshot_preview1_fd_filestat_set_times(fd, atim, mtim, flags);
}
