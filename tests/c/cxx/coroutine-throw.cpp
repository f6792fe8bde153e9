// An exception in a coroutine reaches unhandled_exception, and its frame is destroyed.
#include "../check.h"
#include <coroutine>
#include <exception>
#include <stdexcept>

static int alive;
struct Local {
	Local() { alive++; }
	~Local() { alive--; }
};

struct Task {
	struct promise_type {
		std::exception_ptr failure;
		Task get_return_object()
		{
			return {std::coroutine_handle<promise_type>::from_promise(*this)};
		}
		std::suspend_always initial_suspend() { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		void return_void() {}
		void unhandled_exception() { failure = std::current_exception(); }
	};
	std::coroutine_handle<promise_type> handle;
	~Task() { handle.destroy(); }
};

static Task fails(bool really)
{
	Local local;
	co_await std::suspend_always{};
	if (really) throw std::runtime_error("inside");
}

int main()
{
	{
		Task task = fails(true);
		task.handle.resume();
		CHECK_EQ(alive, 1);
		task.handle.resume();
		CHECK(task.handle.done());
		CHECK_EQ(alive, 0);
		bool failed = false;
		try {
			std::rethrow_exception(task.handle.promise().failure);
		} catch (const std::runtime_error &error) {
			CHECK_STR(error.what(), "inside");
			failed = true;
		}
		CHECK(failed);
	}
	{
		Task task = fails(false);
		task.handle.resume();
		CHECK_EQ(alive, 1);
	}
	CHECK_EQ(alive, 0);
}
