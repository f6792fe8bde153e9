// An exception that leaves the destructor of a thread_local object calls the terminate handler.
#include "../terminate.h"
#include <stdexcept>

struct Thrower {
	const char *what = "destructor";
	~Thrower() noexcept(false) { throw std::runtime_error(what); }
};
static thread_local Thrower thrower;

int main()
{
	std::set_terminate(print_and_end);
	std::puts(thrower.what);
}
