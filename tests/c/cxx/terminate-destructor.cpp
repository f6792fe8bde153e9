// A destructor that throws while an exception is in flight ends the program, and the terminate
// handler sees the destructor's.
#include "../terminate.h"
#include <stdexcept>

struct Thrower {
	~Thrower() noexcept(false)
	{
		if (std::uncaught_exceptions()) throw std::logic_error("second");
	}
};

int main()
{
	std::set_terminate(print_and_end);
	try {
		Thrower thrower;
		throw std::runtime_error("first");
	} catch (...) {
		return 1;
	}
}
