// set_terminate's function is called for an exception that nothing catches, and sees it.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

static void handler()
{
	try {
		std::rethrow_exception(std::current_exception());
	} catch (const std::exception &error) {
		std::printf("handler: %s\n", error.what());
	}
	std::fflush(stdout);
	std::_Exit(3);
}

int main()
{
	std::set_terminate(handler);
	throw std::logic_error("uncaught");
}
