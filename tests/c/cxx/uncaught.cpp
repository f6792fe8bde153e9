// An exception that nothing catches: the terminate handler's message has its type and what().
#include <cstdio>
#include <stdexcept>

[[gnu::noinline]] static void thrower() { throw std::runtime_error("the reason"); }

int main()
{
	std::puts("before");
	std::fflush(stdout);
	thrower();
}
