#include "import.h"

IMPORT(sched_yield)
int __imported_wasi_snapshot_preview1_sched_yield(void);

__wasi_errno_t __wasi_sched_yield(void)
{
	return __imported_wasi_snapshot_preview1_sched_yield();
}
