#include <stdlib.h>

void __wasm_call_ctors(void);
int __main_void(void);

/* A command runs once: start, main, exit. Returning from _start is exit(0). */
__attribute__((__export_name__("_start")))
void _start(void)
{
	__wasm_call_ctors();
	exit(__main_void());
}
