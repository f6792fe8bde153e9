// throw and catch: by value, by reference, by a base, by pointer, in the order of the handlers;
// destructors of the frames between run once, in reverse order.
#include "../check.h"
#include <stdexcept>
#include <string>

static std::string order;

struct Local {
	char name;
	explicit Local(char name) : name(name) {}
	~Local() { order += name; }
};

[[gnu::noinline]] static void thrower(int what)
{
	Local a('a');
	switch (what) {
	case 0: throw 42;
	case 1: throw std::out_of_range("range");
	case 2: throw "text";
	case 3: throw std::string("string");
	case 4: throw 'c';
	default: break;
	}
}

[[gnu::noinline]] static void between(int what)
{
	Local b('b');
	thrower(what);
	order += '.';
}

static int caught(int what)
{
	order.clear();
	try {
		Local c('c');
		between(what);
	} catch (int number) {
		CHECK_EQ(number, 42);
		return 0;
	} catch (const std::logic_error &error) {
		CHECK_STR(error.what(), "range");
		CHECK(dynamic_cast<const std::out_of_range *>(&error) != nullptr);
		return 1;
	} catch (const char *text) {
		CHECK_STR(text, "text");
		return 2;
	} catch (std::string text) {
		CHECK(text == "string");
		return 3;
	} catch (...) {
		return 4;
	}
	return 5;
}

int main()
{
	for (int what = 0; what < 5; what++) {
		CHECK_EQ(caught(what), what);
		CHECK(order == "abc");
	}
	CHECK_EQ(caught(5), 5);
	CHECK(order == "a.bc");
}
