// An exception that leaves the destructor of a static object calls the terminate handler.
#include "../terminate.h"
#include <stdexcept>

struct Thrower {
	~Thrower() noexcept(false) { throw std::runtime_error("destructor"); }
};
static Thrower thrower;

int main()
{
	std::set_terminate(print_and_end);
	std::puts("main");
}
