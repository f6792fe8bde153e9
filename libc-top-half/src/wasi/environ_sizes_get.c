#include "import.h"

IMPORT(environ_sizes_get)
int __imported_wasi_snapshot_preview1_environ_sizes_get(
	__wasi_size_t *count, __wasi_size_t *environ_buf_size);

__wasi_errno_t __wasi_environ_sizes_get(__wasi_size_t *count, __wasi_size_t *environ_buf_size)
{
	return __imported_wasi_snapshot_preview1_environ_sizes_get(count, environ_buf_size);
}
