// The tag of C++'s exceptions, and what start-up calls in a program that has them. Without a
// handler around main, an exception that nothing catches would leave the module, and no
// terminate handler would run.
#include <exception>

__asm__(".globl __cpp_exception\n"
	".tagtype __cpp_exception i32\n"
	"__cpp_exception:\n");

// Weak, because a reactor has no main.
extern "C" [[gnu::weak]] int __real___main_void();

extern "C" int __wrap___main_void()
{
	try {
		return __real___main_void();
	} catch (...) {
		std::terminate();
	}
}
