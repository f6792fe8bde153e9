#include <wasi/api.h>

void __wasm_call_ctors(void);
void __wasm_call_dtors(void);
int __main_void(void);

/* A command runs once: start-up, main, and the actions of exit(). Returning from
 * _start is the status 0, without a host call. Weak: in a program that can throw, libc++abi's
 * has a handler for exceptions. */
__attribute__((__export_name__("_start"), __weak__)) void _start(void)
{
	__wasm_call_ctors();
	int status = __main_void();
	__wasm_call_dtors();
	if (status & 0xff) __wasi_proc_exit(status & 0xff);
}
