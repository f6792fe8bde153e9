#include "import.h"

IMPORT(proc_exit)
_Noreturn void __imported_wasi_snapshot_preview1_proc_exit(__wasi_exitcode_t code);

void __wasi_proc_exit(__wasi_exitcode_t code)
{
	__imported_wasi_snapshot_preview1_proc_exit(code);
}
