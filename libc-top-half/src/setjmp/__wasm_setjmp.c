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

/* And this where a throw arrives: which setjmp of this call was meant, or 0. Where nobody
 * is meant, the throw goes on, and the program ends by it. */
uint32_t __wasm_setjmp_test(void *env, void *call)
{
	struct jump *jump = env;
	return jump->call == call ? jump->label : 0;
}
