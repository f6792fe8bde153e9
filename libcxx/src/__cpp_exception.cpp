// The tag of C++'s exceptions, and the start of a program that has them. These functions replace
// those of crt1-command.o and crt1-reactor.o, which are weak. Without a handler, an exception
// that nothing catches would leave the module, and no terminate handler would run: noexcept is
// that handler. It also covers constructors and destructors of static objects, and the functions
// of atexit.
#include <exception>
#include <wasi/api.h>

__asm__(".globl __cpp_exception\n"
	".tagtype __cpp_exception i32\n"
	"__cpp_exception:\n");

extern "C" {

void __wasm_call_ctors();
void __wasm_call_dtors();

// Weak, because a reactor has no main.
[[gnu::weak]] int __main_void();

void _start() noexcept
{
	__wasm_call_ctors();
	int status = __main_void();
	__wasm_call_dtors();
	if (status & 0xff) __wasi_proc_exit(status & 0xff);
}

void _initialize() noexcept
{
	static bool initialized;
	if (initialized) __builtin_trap();
	initialized = true;
	__wasm_call_ctors();
}

#ifdef __wasm_atomics__
// A thread's function, in place of that of libc.a. noexcept would also catch what ends a thread
// early, which is a longjmp.
int __thread_call(int (*function)(void *), void *argument)
{
	try {
		return function(argument);
	} catch (...) {
		std::terminate();
	}
}
#endif
}
