// exception_ptr keeps an exception after its handler, as often as it is thrown again.
#include "../check.h"
#include <exception>
#include <future>
#include <stdexcept>

static std::exception_ptr kept()
{
	try {
		throw std::range_error("kept");
	} catch (...) {
		return std::current_exception();
	}
}

int main()
{
	std::exception_ptr none, one = kept(), two = one;
	CHECK(!none && one && one == two);
	for (int time = 0; time < 2; time++) {
		try {
			std::rethrow_exception(one);
		} catch (const std::range_error &error) {
			CHECK_STR(error.what(), "kept");
		}
	}
	std::exception_ptr made = std::make_exception_ptr(7);
	one = nullptr;
	two = nullptr;
	int number = 0;
	try {
		std::rethrow_exception(made);
	} catch (int caught) {
		number = caught;
	}
	CHECK_EQ(number, 7);

	// A future carries it.
	std::promise<int> promise;
	promise.set_exception(std::make_exception_ptr(std::runtime_error("promised")));
	bool failed = false;
	try {
		(void)promise.get_future().get();
	} catch (const std::runtime_error &error) {
		CHECK_STR(error.what(), "promised");
		failed = true;
	}
	CHECK(failed);
}
