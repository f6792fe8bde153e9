#include "__wasm_setjmp.h"
#include "atomic.h"

/* clang calls it in place of setjmp. */
void __wasm_setjmp(void *env, uint32_t label, void *call)
{
	struct jump *jump = env;
	if (!label || !call) a_crash();
	jump->call = call;
	jump->label = label;
}

/* Called where a throw arrives: returns the number of the setjmp of this call that was
 * meant, or 0. If none was meant, the throw continues, and ends the program. */
uint32_t __wasm_setjmp_test(void *env, void *call)
{
	struct jump *jump = env;
	return jump->call == call ? jump->label : 0;
}
