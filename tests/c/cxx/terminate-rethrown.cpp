// An exception_ptr that is thrown again and leaves a noexcept function: the terminate handler sees
// the exception of the pointer.
#include "../terminate.h"
#include <stdexcept>

[[gnu::noinline]] static void strict(std::exception_ptr pointer) noexcept
{
	std::rethrow_exception(pointer);
}

int main()
{
	std::set_terminate(print_and_end);
	strict(std::make_exception_ptr(std::out_of_range("kept")));
}
