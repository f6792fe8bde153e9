// An exception that leaves a noexcept function ends the program, although there is a handler.
#include <stdexcept>

[[gnu::noinline]] static void thrower() { throw std::runtime_error("left noexcept"); }
[[gnu::noinline]] static void strict() noexcept { thrower(); }

int main()
{
	try {
		strict();
	} catch (...) {
		return 1;
	}
}
