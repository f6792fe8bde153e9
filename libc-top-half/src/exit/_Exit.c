#include <stdlib.h>
#include "../wasi/import.h"

IMPORT(proc_exit)
_Noreturn void __imported_wasi_snapshot_preview1_proc_exit(__wasi_exitcode_t code);

/* exit_group, called directly: every program ends here. Weak: __before_exit.c. */
__attribute__((__weak__)) _Noreturn void _Exit(int code)
{
	__imported_wasi_snapshot_preview1_proc_exit(code & 0xff);
}
