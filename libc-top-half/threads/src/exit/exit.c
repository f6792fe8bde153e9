#include <stdlib.h>
#include "libc.h"
#include "one_exit.h"
#include "stdio_impl.h"

static void dummy(void)
{
}

/* The first is replaced by atexit.c, the second with stdio's buffers. */
weak_alias(dummy, __funcs_on_exit);
weak_alias(dummy, __stdio_exit);

/* Weak: __before_exit.c. */
__attribute__((__weak__)) _Noreturn void exit(int code)
{
	__one_exit();
	__funcs_on_exit();
	__stdio_exit();
	_Exit(code);
}
