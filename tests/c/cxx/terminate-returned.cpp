// A terminate handler that returns: the program ends.
#include <cstdio>
#include <exception>

int main()
{
	std::set_terminate([] {
		std::puts("handler");
		std::fflush(stdout);
	});
	throw 1;
}
