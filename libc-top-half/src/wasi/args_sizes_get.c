#include "import.h"

IMPORT(args_sizes_get)
int __imported_wasi_snapshot_preview1_args_sizes_get(
	__wasi_size_t *argc, __wasi_size_t *argv_buf_size);

__wasi_errno_t __wasi_args_sizes_get(__wasi_size_t *argc, __wasi_size_t *argv_buf_size)
{
	return __imported_wasi_snapshot_preview1_args_sizes_get(argc, argv_buf_size);
}
