#include "libc.h"
#include "one_exit.h"
#include "stdio_impl.h"

static void dummy(void)
{
}

weak_alias(dummy, __funcs_on_exit);
weak_alias(dummy, __stdio_exit);

/* As in the common overlay. */
__attribute__((__weak__)) void __wasm_call_dtors(void)
{
	__one_exit();
	__funcs_on_exit();
	__stdio_exit();
}
