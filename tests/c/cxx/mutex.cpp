// Locks work in a program of one thread: they are taken, tried and released, and errors of their
// use are exceptions.
#include "../check.h"
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <system_error>

int main()
{
	std::mutex mutex;
	{
		std::lock_guard<std::mutex> lock(mutex);
	}
	{
		std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
		CHECK(lock.owns_lock());
		lock.unlock();
		bool failed = false;
		try {
			lock.unlock();
		} catch (const std::system_error &error) {
			CHECK(error.code() == std::errc::operation_not_permitted);
			failed = true;
		}
		CHECK(failed);
	}
	std::recursive_mutex recursive;
	recursive.lock();
	CHECK(recursive.try_lock());
	recursive.unlock();
	recursive.unlock();

	std::timed_mutex timed;
	CHECK(timed.try_lock_for(std::chrono::milliseconds(1)));
	timed.unlock();

	std::shared_mutex shared;
	shared.lock_shared();
	CHECK(shared.try_lock_shared());
	CHECK(!shared.try_lock());
	shared.unlock_shared();
	shared.unlock_shared();
	CHECK(shared.try_lock());
	shared.unlock();

	std::mutex other;
	{
		std::scoped_lock both(mutex, other);
	}

	std::once_flag once;
	int calls = 0;
	try {
		std::call_once(once, [&] {
			calls++;
			throw 1;
		});
	} catch (int) {
	}
	for (int time = 0; time < 3; time++) std::call_once(once, [&] { calls++; });
	CHECK_EQ(calls, 2);

	std::condition_variable condition;
	std::unique_lock<std::mutex> lock(mutex);
	CHECK(condition.wait_for(lock, std::chrono::milliseconds(5)) == std::cv_status::timeout);
	CHECK(lock.owns_lock());
	CHECK(!condition.wait_for(lock, std::chrono::milliseconds(1), [] { return false; }));
	condition.notify_all();
}
