// An exception that leaves the constructor of a static object calls the terminate handler.
#include "../terminate.h"
#include <stdexcept>

static std::terminate_handler before = std::set_terminate(print_and_end);

struct Thrower {
	Thrower() { throw std::runtime_error("constructor"); }
};
static Thrower thrower;

int main()
{
	std::puts("main");
}
