// Threads of C++, and what they wait for.
#include "../check.h"
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

static void several()
{
	CHECK(std::thread::hardware_concurrency() >= 1);
	std::vector<std::thread> threads;
	std::mutex mutex;
	long sum = 0;
	for (int i = 0; i < 8; i++) {
		threads.emplace_back([&, i] {
			for (int n = 0; n < 1000; n++) {
				std::lock_guard lock(mutex);
				sum += i;
			}
		});
	}
	std::thread::id first = threads[0].get_id();
	CHECK(first != threads[1].get_id() && first != std::this_thread::get_id());
	for (auto &thread : threads) thread.join();
	CHECK(!threads[0].joinable());
	CHECK_EQ(sum, 28000);
}

// One thread makes what others take.
static void queue()
{
	std::mutex mutex;
	std::condition_variable changed;
	std::deque<int> numbers;
	bool done = false;
	long total = 0;

	auto take = [&] {
		for (;;) {
			std::unique_lock lock(mutex);
			changed.wait(lock, [&] { return done || !numbers.empty(); });
			if (numbers.empty()) return;
			total += numbers.front();
			numbers.pop_front();
		}
	};
	std::thread one(take), other(take);
	for (int i = 1; i <= 500; i++) {
		std::lock_guard lock(mutex);
		numbers.push_back(i);
		changed.notify_one();
	}
	{
		std::lock_guard lock(mutex);
		done = true;
	}
	changed.notify_all();
	one.join();
	other.join();
	CHECK_EQ(total, 500 * 501 / 2);

	std::unique_lock lock(mutex);
	CHECK(changed.wait_for(lock, 10ms, [] { return false; }) == false);
}

static void futures()
{
	auto answer = std::async(std::launch::async, [] { return 6 * 7; });
	CHECK_EQ(answer.get(), 42);

	std::promise<int> promise;
	auto future = promise.get_future();
	CHECK(future.wait_for(1ms) == std::future_status::timeout);
	std::thread thread([&] {
		std::this_thread::sleep_for(5ms);
		promise.set_value(7);
	});
	CHECK_EQ(future.get(), 7);
	thread.join();

	std::packaged_task<int(int, int)> task([](int a, int b) { return a + b; });
	auto sum = task.get_future().share();
	std::thread worker(std::move(task), 3, 4);
	CHECK_EQ(sum.get(), 7);
	CHECK_EQ(sum.get(), 7);
	worker.join();

	std::promise<void> broken;
	auto never = broken.get_future();
	{ auto gone = std::move(broken); }
	try {
		never.get();
		CHECK(!"no exception");
	} catch (const std::future_error &error) {
		CHECK(error.code() == std::future_errc::broken_promise);
	}
}

static void mutexes()
{
	std::timed_mutex timed;
	std::recursive_mutex recursive;

	std::scoped_lock both(timed, recursive);
	CHECK(recursive.try_lock());
	recursive.unlock();
	std::thread([&] {
		CHECK(!timed.try_lock_for(5ms));
		CHECK(!recursive.try_lock());
	}).join();
}

// A thread that is asked to stop when its object goes.
static void stopping()
{
	std::atomic<int> rounds = 0;
	bool has_heard = false;
	{
		std::jthread thread([&](std::stop_token stop) {
			std::stop_callback heard(stop, [&] { has_heard = true; });
			while (!stop.stop_requested()) {
				rounds++;
				std::this_thread::yield();
			}
		});
		while (rounds == 0) std::this_thread::yield();
	}
	CHECK(rounds > 0 && has_heard);
}

int main()
{
	several();
	queue();
	futures();
	mutexes();
	stopping();
}
