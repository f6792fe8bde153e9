#include "__wasm_setjmp.h"
#include "atomic.h"

/* The tag of the exception that a longjmp is. */
__asm__(".globl __c_longjmp\n"
	".tagtype __c_longjmp i32\n"
	"__c_longjmp:\n");

/* Number 1 among the compiler's tags. */
#define C_LONGJMP 1

/* clang calls it in place of longjmp. */
void __wasm_longjmp(void *env, int value)
{
	struct jump *jump = env;
	jump->thrown.env = env;
	jump->thrown.value = value ? value : 1;
	__builtin_wasm_throw(C_LONGJMP, &jump->thrown);
}
