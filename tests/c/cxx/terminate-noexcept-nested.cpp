// The terminate handler sees the exception that left the noexcept function, not one that was
// thrown and caught while that one was in flight.
#include "../terminate.h"
#include <stdexcept>

struct Tidy {
	~Tidy()
	{
		for (int i = 0; i < 20; i++) {
			try {
				throw i;
			} catch (int) {
			}
		}
	}
};

[[gnu::noinline]] static void strict() noexcept
{
	Tidy tidy;
	throw std::logic_error("first");
}

int main()
{
	std::set_terminate(print_and_end);
	try {
		strict();
	} catch (...) {
		return 1;
	}
}
