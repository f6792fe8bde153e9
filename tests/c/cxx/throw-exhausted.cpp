// Exceptions can be thrown when malloc finds no memory, several at a time, and again and again.
#include "../check.h"
#include <exception>
#include <new>
#include <stdexcept>
#include <stdlib.h>
#include <sys/resource.h>

struct Large {
	char text[200];
};

static void exhaust()
{
	void *last = nullptr;
	for (size_t size = 1 << 26; size >= 8; size /= 2) {
		while (void *memory = malloc(size)) {
			*static_cast<void **>(memory) = last;
			last = memory;
		}
	}
	CHECK(last);
}

static void nested()
{
	try {
		throw std::bad_alloc();
	} catch (const std::bad_alloc &) {
		std::exception_ptr kept = std::current_exception();
		try {
			throw Large{"large"};
		} catch (const Large &large) {
			CHECK_STR(large.text, "large");
			std::rethrow_exception(kept);
		}
	}
}

int main()
{
	rlimit limit = {1 << 28, 1 << 28};
	setrlimit(RLIMIT_AS, &limit);
	exhaust();
	int caught = 0;
	for (int i = 0; i < 1000; i++) {
		try {
			nested();
		} catch (const std::bad_alloc &) {
			caught++;
		}
	}
	CHECK_EQ(caught, 1000);
	bool failed = false;
	try {
		// Not a new-expression, which the compiler may leave out.
		operator delete(operator new(1 << 20));
	} catch (const std::bad_alloc &) {
		failed = true;
	}
	CHECK(failed);
}
