// An exception that a thread does not catch, or that meets noexcept, ends the program by the handler of
// std::set_terminate, which sees that exception and not one of another thread.
#include "../check.h"
#include <atomic>
#include <exception>
#include <thread>

static std::atomic<bool> has_begun, has_thrown;
static int wanted;

// It lasts until the other thread's exception is in flight, too.
struct Later {
	~Later()
	{
		has_begun = true;
		while (!has_thrown) std::this_thread::yield();
	}
};

struct Forever {
	~Forever()
	{
		has_thrown = true;
		for (;;) std::this_thread::yield();
	}
};

static void give(int number)
{
	throw number;
}

static void throw_later(int number) noexcept
{
	Later later;
	give(number);
}

static void end()
{
	try {
		std::rethrow_exception(std::current_exception());
	} catch (int number) {
		CHECK_EQ(number, wanted);
		_Exit(0);
	}
}

int main(int argc, char **)
{
	std::set_terminate(end);
	if (argc == 1) {
		wanted = 42;
		std::thread other([] {
			while (!has_begun) std::this_thread::yield();
			try {
				Forever forever;
				throw 7;
			} catch (int) {
			}
		});
		throw_later(42);
	}
	wanted = 8;
	std::thread thread([] { give(8); });
	thread.join();
	return 1;
}
