// A module has one thread: a second one is refused by the exception that the standard names.
#include "../check.h"
#include <system_error>
#include <thread>

int main()
{
	bool failed = false;
	try {
		std::thread thread([] {});
		thread.join();
	} catch (const std::system_error &error) {
		CHECK(error.code() == std::errc::resource_unavailable_try_again);
		failed = true;
	}
	CHECK(failed);
	CHECK(std::this_thread::get_id() != std::thread::id());
	std::this_thread::sleep_for(std::chrono::milliseconds(1));
	std::this_thread::yield();
}
