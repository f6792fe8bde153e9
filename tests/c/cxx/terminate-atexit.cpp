// An exception that leaves a function of atexit calls the terminate handler, also if exit is called
// where there is a handler for it.
#include "../terminate.h"
#include <stdexcept>

int main()
{
	std::set_terminate(print_and_end);
	std::atexit([] { throw std::logic_error("atexit"); });
	try {
		std::exit(0);
	} catch (...) {
		std::puts("caught");
	}
}
