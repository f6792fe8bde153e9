// std::terminate without an exception: the handler sees none, nor one that was caught before.
#include "../terminate.h"

int main()
{
	std::set_terminate(print_and_end);
	try {
		throw 1;
	} catch (int) {
	}
	std::terminate();
}
