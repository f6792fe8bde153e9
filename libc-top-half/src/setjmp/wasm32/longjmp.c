#include <setjmp.h>
#include "atomic.h"

hidden void __wasm_longjmp(void *, int);

/* For calls that clang does not see as such: by a pointer, or from old objects. */
_Noreturn void longjmp(jmp_buf env, int value)
{
	__wasm_longjmp(env, value);
	a_crash();
}

weak_alias(longjmp, _longjmp);
