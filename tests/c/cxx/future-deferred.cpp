// Futures without a second thread: deferred calls run when they are waited for, promises and
// tasks are fulfilled beforehand, and a broken promise is an exception.
#include "../check.h"
#include <future>
#include <stdexcept>
#include <string>

int main()
{
	int calls = 0;
	auto later = std::async(std::launch::deferred, [&] { return ++calls; });
	CHECK(later.wait_for(std::chrono::seconds(0)) == std::future_status::deferred);
	CHECK_EQ(calls, 0);
	CHECK_EQ(later.get(), 1);
	CHECK(!later.valid());

	auto fails = std::async(std::launch::deferred, []() -> int { throw std::runtime_error("x"); });
	bool failed = false;
	try {
		(void)fails.get();
	} catch (const std::runtime_error &) {
		failed = true;
	}
	CHECK(failed);

	std::promise<std::string> promise;
	auto future = promise.get_future().share();
	CHECK(future.wait_for(std::chrono::milliseconds(1)) == std::future_status::timeout);
	promise.set_value("kept");
	CHECK(future.get() == "kept");
	CHECK(future.get() == "kept");

	std::packaged_task<int(int)> task([](int number) { return number * 2; });
	auto result = task.get_future();
	task(21);
	CHECK_EQ(result.get(), 42);

	std::future<int> broken;
	{
		std::promise<int> gone;
		broken = gone.get_future();
	}
	failed = false;
	try {
		(void)broken.get();
	} catch (const std::future_error &error) {
		CHECK(error.code() == std::future_errc::broken_promise);
		failed = true;
	}
	CHECK(failed);
}
