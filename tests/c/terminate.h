// A terminate handler that prints the exception's type and what(), and ends the program with 3.
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <exception>

static void print_and_end()
{
	const std::type_info *type = abi::__cxa_current_exception_type();
	const char *what = "";
	try {
		if (type) throw;
	} catch (const std::exception &error) {
		what = error.what();
	} catch (...) {
	}
	std::printf("%s: %s\n", type ? type->name() : "nothing", what);
	std::fflush(stdout);
	std::_Exit(3);
}
