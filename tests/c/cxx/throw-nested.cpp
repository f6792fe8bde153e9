// Exceptions within handlers: rethrow, a new one that replaces the old, nested ones, counts of
// those in flight, and objects that are destroyed once the last handler has ended.
#include "../check.h"
#include <exception>
#include <stdexcept>
#include <string>

static int alive;

struct Counted {
	int value;
	explicit Counted(int value) : value(value) { alive++; }
	Counted(const Counted &other) : value(other.value) { alive++; }
	~Counted() { alive--; }
};

[[gnu::noinline]] static void rethrow() { throw; }

static int in_flight = -1;

struct Watcher {
	~Watcher() { in_flight = std::uncaught_exceptions(); }
};

struct Tries {
	// A destructor may throw and catch while another exception is in flight.
	~Tries()
	{
		try {
			throw 2;
		} catch (int number) {
			CHECK_EQ(number, 2);
			CHECK_EQ(std::uncaught_exceptions(), 1);
		}
	}
};

int main()
{
	try {
		try {
			throw Counted(7);
		} catch (Counted &counted) {
			CHECK_EQ(alive, 1);
			counted.value = 8;
			rethrow();
		}
	} catch (const Counted &counted) {
		CHECK_EQ(counted.value, 8);
		CHECK_EQ(alive, 1);
	}
	CHECK_EQ(alive, 0);

	try {
		try {
			throw Counted(1);
		} catch (...) {
			throw std::string("second");
		}
	} catch (const std::string &text) {
		CHECK(text == "second");
		CHECK_EQ(alive, 0);
	}

	try {
		throw 1;
	} catch (int outer) {
		try {
			throw 2;
		} catch (int inner) {
			CHECK_EQ(inner, 2);
		}
		CHECK_EQ(outer, 1);
		CHECK(std::current_exception() != nullptr);
	}
	CHECK(std::current_exception() == nullptr);

	CHECK_EQ(std::uncaught_exceptions(), 0);
	try {
		Watcher watcher;
		throw 1;
	} catch (int) {
		CHECK_EQ(std::uncaught_exceptions(), 0);
	}
	CHECK_EQ(in_flight, 1);

	try {
		Tries tries;
		throw 1;
	} catch (int number) {
		CHECK_EQ(number, 1);
	}

	try {
		try {
			throw std::runtime_error("cause");
		} catch (...) {
			std::throw_with_nested(std::logic_error("effect"));
		}
	} catch (const std::exception &error) {
		CHECK_STR(error.what(), "effect");
		bool is_nested = false;
		try {
			std::rethrow_if_nested(error);
		} catch (const std::runtime_error &cause) {
			CHECK_STR(cause.what(), "cause");
			is_nested = true;
		}
		CHECK(is_nested);
	}
}
