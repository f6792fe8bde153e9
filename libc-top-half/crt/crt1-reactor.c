void __wasm_call_ctors(void);

/* A reactor is initialised once; then its exports may be called any number of times. Weak, as
 * _start is. */
__attribute__((__export_name__("_initialize"), __weak__)) void _initialize(void)
{
	static int initialized;
	if (initialized) __builtin_trap();
	initialized = 1;
	__wasm_call_ctors();
}
