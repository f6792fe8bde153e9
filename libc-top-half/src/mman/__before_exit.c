#include <stdlib.h>
#include <wasi/api.h>
#include "libc.h"
#include "stdio_impl.h"

static void dummy(void)
{
}

weak_alias(dummy, __funcs_on_exit);
weak_alias(dummy, __stdio_exit);

static void (*last)(void) = dummy;

/* Calls a function when all else is done. Only what maps files needs that: a program that
 * links this gets its own ends, in place of those in ../exit, which are weak. For a name
 * that nobody has defined yet the linker takes the member that comes first in the archive,
 * and that is theirs. */
void __before_exit(void (*call)(void))
{
	last = call;
}

_Noreturn void _Exit(int code)
{
	last();
	__wasi_proc_exit(code & 0xff);
}

void __wasm_call_dtors(void)
{
	__funcs_on_exit();
	__stdio_exit();
	last();
}
