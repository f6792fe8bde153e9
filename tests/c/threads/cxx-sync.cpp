// Latches, barriers, semaphores, locks of several readers, and waiting for an atomic variable.
#include "../check.h"
#include <atomic>
#include <barrier>
#include <chrono>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

static void meeting()
{
	std::latch all(4);
	std::atomic<int> phases = 0, arrived = 0;
	auto complete = [&]() noexcept { phases++; };
	std::barrier barrier(4, complete);
	std::vector<std::thread> threads;
	for (int i = 0; i < 4; i++) {
		threads.emplace_back([&] {
			arrived++;
			all.arrive_and_wait();
			CHECK_EQ(arrived.load(), 4);
			for (int phase = 0; phase < 10; phase++) barrier.arrive_and_wait();
		});
	}
	for (auto &thread : threads) thread.join();
	CHECK_EQ(phases.load(), 10);
}

static void semaphores()
{
	std::counting_semaphore<5> places(2);
	std::atomic<int> inside = 0, most = 0;
	std::vector<std::thread> threads;
	for (int i = 0; i < 6; i++) {
		threads.emplace_back([&] {
			places.acquire();
			int now = ++inside, known = most;
			while (now > known && !most.compare_exchange_weak(known, now)) continue;
			std::this_thread::sleep_for(2ms);
			inside--;
			places.release();
		});
	}
	for (auto &thread : threads) thread.join();
	CHECK(most >= 1 && most <= 2);
	std::binary_semaphore none(0);
	CHECK(!none.try_acquire_for(5ms));
}

static void readers()
{
	std::shared_mutex mutex;
	std::atomic<bool> is_in = false;
	int value = 1;
	std::shared_lock read(mutex);
	std::thread([&] {
		std::shared_lock too(mutex);
		CHECK_EQ(value, 1);
		CHECK(!mutex.try_lock());
	}).join();
	std::thread writer([&] {
		std::unique_lock write(mutex);
		is_in = true;
		value = 2;
	});
	std::this_thread::sleep_for(5ms);
	CHECK(!is_in);
	read.unlock();
	writer.join();
	CHECK_EQ(value, 2);
}

static void once()
{
	std::once_flag flag;
	std::atomic<int> calls = 0, done = 0;
	std::vector<std::thread> threads;
	for (int i = 0; i < 6; i++) {
		threads.emplace_back([&] {
			std::call_once(flag, [&] {
				std::this_thread::sleep_for(3ms);
				calls++;
			});
			CHECK_EQ(calls.load(), 1);
			done++;
		});
	}
	for (auto &thread : threads) thread.join();
	CHECK_EQ(done.load(), 6);
}

// A static variable of a function is initialised by one thread, and the others wait.
struct Slow {
	static inline std::atomic<int> count = 0;
	int value;
	Slow()
	{
		count++;
		std::this_thread::sleep_for(5ms);
		value = 9;
	}
};

static void statics()
{
	auto get = []() -> Slow & {
		static Slow slow;
		return slow;
	};
	std::vector<std::thread> threads;
	for (int i = 0; i < 6; i++) threads.emplace_back([&] { CHECK_EQ(get().value, 9); });
	for (auto &thread : threads) thread.join();
	CHECK_EQ(Slow::count.load(), 1);
}

static void atomics()
{
	std::atomic<int> state = 0;
	std::thread thread([&] {
		state.wait(0);
		CHECK_EQ(state.load(), 1);
		state = 2;
		state.notify_one();
	});
	std::this_thread::sleep_for(2ms);
	state = 1;
	state.notify_all();
	state.wait(1);
	CHECK_EQ(state.load(), 2);
	thread.join();

	std::atomic<long long> wide = 0;
	std::atomic_flag flag;
	auto shared = std::make_shared<int>(5);
	std::vector<std::thread> threads;
	for (int i = 0; i < 4; i++) {
		threads.emplace_back([&, shared] {
			for (int n = 0; n < 1000; n++) {
				wide += *shared;
				auto copy = shared;
			}
		});
	}
	for (auto &one : threads) one.join();
	threads.clear();
	CHECK_EQ(wide.load(), 20000);
	CHECK_EQ(shared.use_count(), 1);
	CHECK(!flag.test_and_set() && flag.test());
}

int main()
{
	meeting();
	semaphores();
	readers();
	once();
	statics();
	atomics();
}
