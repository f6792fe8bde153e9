#include "libc.h"
#include "stdio_impl.h"

static void dummy(void)
{
}

weak_alias(dummy, __funcs_on_exit);
weak_alias(dummy, __stdio_exit);

/* wasi-libc's startup objects call this after main. Weak: __before_exit.c. */
__attribute__((__weak__)) void __wasm_call_dtors(void)
{
	__funcs_on_exit();
	__stdio_exit();
}
