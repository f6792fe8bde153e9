#include <stdlib.h>
#include "atomic.h"
#include "libc.h"
#include "stdio_impl.h"

static void dummy(void)
{
}

/* The first is replaced by atexit.c, the second with stdio's buffers. */
weak_alias(dummy, __funcs_on_exit);
weak_alias(dummy, __stdio_exit);

/* For startup objects that return from _start after main. */
void __wasm_call_dtors(void)
{
	__funcs_on_exit();
	__stdio_exit();
}

_Noreturn void exit(int code)
{
	static int exiting;
	if (exiting) a_crash();
	exiting = 1;
	__wasm_call_dtors();
	_Exit(code);
}
