#include "import.h"

IMPORT(args_get)
int __imported_wasi_snapshot_preview1_args_get(uint8_t **argv, uint8_t *argv_buf);

__wasi_errno_t __wasi_args_get(uint8_t **argv, uint8_t *argv_buf)
{
	return __imported_wasi_snapshot_preview1_args_get(argv, argv_buf);
}
