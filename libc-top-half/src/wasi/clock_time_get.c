#include "import.h"

IMPORT(clock_time_get)
int __imported_wasi_snapshot_preview1_clock_time_get(
	__wasi_clockid_t id, __wasi_timestamp_t precision, __wasi_timestamp_t *time);

__wasi_errno_t __wasi_clock_time_get(
	__wasi_clockid_t id, __wasi_timestamp_t precision, __wasi_timestamp_t *time)
{
	return __imported_wasi_snapshot_preview1_clock_time_get(id, precision, time);
}
