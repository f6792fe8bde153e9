#include "import.h"

IMPORT(clock_res_get)
int __imported_wasi_snapshot_preview1_clock_res_get(
	__wasi_clockid_t id, __wasi_timestamp_t *resolution);

__wasi_errno_t __wasi_clock_res_get(__wasi_clockid_t id, __wasi_timestamp_t *resolution)
{
	return __imported_wasi_snapshot_preview1_clock_res_get(id, resolution);
}
