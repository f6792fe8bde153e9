// An exception that leaves a noexcept function ends the program, although there is a handler. The
// terminate handler sees it.
#include "../terminate.h"
#include <stdexcept>

[[gnu::noinline]] static void thrower() { throw std::runtime_error("left noexcept"); }
[[gnu::noinline]] static void strict() noexcept { thrower(); }

int main()
{
	std::set_terminate(print_and_end);
	try {
		strict();
	} catch (...) {
		return 1;
	}
}
