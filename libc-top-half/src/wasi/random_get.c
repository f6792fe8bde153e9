#include "import.h"

IMPORT(random_get)
int __imported_wasi_snapshot_preview1_random_get(uint8_t *buf, __wasi_size_t buf_len);

__wasi_errno_t __wasi_random_get(uint8_t *buf, __wasi_size_t buf_len)
{
	return __imported_wasi_snapshot_preview1_random_get(buf, buf_len);
}
