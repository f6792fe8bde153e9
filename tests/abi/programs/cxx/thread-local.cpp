// Objects that are thread_local are destroyed when the program ends: the last one first,
// including one that a destructor creates, and all of them before static objects and
// functions of atexit.
#include <cstdio>
#include <cstdlib>

struct Told {
	const char *name;
	explicit Told(const char *name) : name(name) {}
	~Told() { std::puts(name); }
};

static Told &late()
{
	thread_local Told told("made by a destructor");
	return told;
}

struct Maker {
	~Maker() { late(); std::puts("maker"); }
};

static Told outside("static");
thread_local Told first("thread_local");
thread_local Maker maker;

int main()
{
	std::atexit([] { std::puts("atexit"); });
	(void)&first;
	(void)&maker;
	thread_local Told second("in a function");
	static Told inside("static in a function");
	std::puts("main ends");
}
