// Each thread throws and catches its own exceptions, and hands them to others.
#include "../check.h"
#include <atomic>
#include <exception>
#include <future>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

static int depth(int n)
{
	if (n == 0) throw std::runtime_error("bottom");
	return depth(n - 1) + 1;
}

static void own()
{
	std::atomic<int> caught = 0;
	std::vector<std::thread> threads;
	for (int i = 0; i < 6; i++) {
		threads.emplace_back([&, i] {
			for (int n = 0; n < 200; n++) {
				try {
					if (n % 2) depth(n % 20);
					throw i * 1000 + n;
				} catch (int number) {
					CHECK_EQ(number, i * 1000 + n);
					CHECK_EQ(std::uncaught_exceptions(), 0);
					caught++;
				} catch (const std::exception &error) {
					CHECK_STR(error.what(), "bottom");
					caught++;
				}
			}
		});
	}
	for (auto &thread : threads) thread.join();
	CHECK_EQ(caught.load(), 1200);
}

struct Witness {
	int &count;
	~Witness()
	{
		count = std::uncaught_exceptions();
	}
};

// An exception of one thread is none of another.
static void apart()
{
	int inner = -1, outer = -1;
	try {
		Witness witness{outer};
		try {
			throw 1;
		} catch (int) {
			std::thread([&] {
				CHECK(!std::current_exception());
				Witness of_thread{inner};
			}).join();
			CHECK(std::current_exception());
		}
		throw 2;
	} catch (int number) {
		CHECK_EQ(number, 2);
	}
	CHECK_EQ(inner, 0);
	CHECK_EQ(outer, 1);
}

static void handed_over()
{
	auto future = std::async(std::launch::async, []() -> int { throw std::out_of_range("far"); });
	try {
		static_cast<void>(future.get());
		CHECK(!"no exception");
	} catch (const std::out_of_range &error) {
		CHECK_STR(error.what(), "far");
	}

	std::exception_ptr kept;
	std::thread([&] {
		try {
			depth(5);
		} catch (...) {
			kept = std::current_exception();
		}
	}).join();
	try {
		std::rethrow_exception(kept);
	} catch (const std::runtime_error &error) {
		CHECK_STR(error.what(), "bottom");
	}
}

// Local objects go before the thread ends.
static void unwinding()
{
	static std::atomic<int> live = 0;
	struct Counted {
		Counted() { live++; }
		~Counted() { live--; }
	};
	std::thread([&] {
		try {
			Counted one, two;
			CHECK_EQ(live.load(), 2);
			throw std::string("up");
		} catch (const std::string &text) {
			CHECK_EQ(live.load(), 0);
			CHECK_STR(text.c_str(), "up");
		}
	}).join();
}

static void errors()
{
	std::thread empty;
	try {
		empty.join();
		CHECK(!"no exception");
	} catch (const std::system_error &error) {
		CHECK(error.code() == std::errc::invalid_argument);
	}
}

int main()
{
	own();
	apart();
	handed_over();
	unwinding();
	errors();
}
