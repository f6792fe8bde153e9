// A constructor that throws: what is complete is destroyed, the memory is returned, and a
// static object is initialised at the next try.
#include "../check.h"
#include <memory>
#include <new>
#include <stdexcept>
#include <vector>

static int alive, blocks;

struct Part {
	Part() { alive++; }
	~Part() { alive--; }
};

struct Whole {
	Part first, second;
	explicit Whole(bool fails)
	try : first(), second() {
		if (fails) throw std::runtime_error("whole");
	} catch (const std::runtime_error &) {
		CHECK_EQ(alive, 0);
		// The exception goes on after the handler of a constructor.
	}
	static void *operator new(std::size_t size)
	{
		blocks++;
		return ::operator new(size);
	}
	static void operator delete(void *block)
	{
		blocks--;
		::operator delete(block);
	}
};

struct Third {
	static int made;
	Part part;
	Third()
	{
		if (++made == 3) throw 3;
	}
};
int Third::made;

static int tries;

static int value()
{
	static int kept = [] {
		if (++tries == 1) throw 1;
		return 5;
	}();
	return kept;
}

int main()
{
	try {
		delete new Whole(true);
		CHECK(!"reached");
	} catch (const std::runtime_error &error) {
		CHECK_STR(error.what(), "whole");
	}
	CHECK_EQ(blocks, 0);
	delete new Whole(false);
	CHECK_EQ(blocks, 0);
	CHECK_EQ(alive, 0);

	try {
		std::vector<Third> all(5);
		CHECK(!"reached");
	} catch (int number) {
		CHECK_EQ(number, 3);
	}
	CHECK_EQ(alive, 0);

	bool failed = false;
	try {
		value();
	} catch (int) {
		failed = true;
	}
	CHECK(failed);
	CHECK_EQ(value(), 5);
	CHECK_EQ(value(), 5);
	CHECK_EQ(tries, 2);

	// No memory of this size: new throws, and the nothrow version returns a null pointer.
	volatile std::size_t size = SIZE_MAX / 2 - 100;
	failed = false;
	try {
		::operator delete(::operator new(size));
	} catch (const std::bad_alloc &) {
		failed = true;
	}
	CHECK(failed);
	CHECK(::operator new(size, std::nothrow) == nullptr);
}
