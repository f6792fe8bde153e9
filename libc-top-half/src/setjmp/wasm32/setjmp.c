#include "atomic.h"

/* setjmp cannot be a function in wasm: clang replaces its calls. A call that arrives
 * here was compiled without -mllvm -wasm-enable-sjlj. */
int __setjmp_not_lowered(void *env)
{
	a_crash();
}

extern __typeof(__setjmp_not_lowered) __setjmp __asm__("setjmp")
	__attribute__((__alias__("__setjmp_not_lowered"))),
	___setjmp __asm__("_setjmp") __attribute__((__alias__("__setjmp_not_lowered")));

int __sigsetjmp_not_lowered(void *env, int save)
{
	a_crash();
}

extern __typeof(__sigsetjmp_not_lowered) __sigsetjmp __asm__("sigsetjmp")
	__attribute__((__alias__("__sigsetjmp_not_lowered")));
