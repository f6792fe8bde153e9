// A terminate handler that throws: the program ends.
#include <cstdio>
#include <exception>

int main()
{
	std::set_terminate([] {
		std::puts("handler");
		std::fflush(stdout);
		throw 2;
	});
	throw 1;
}
