// Destructors of thread_local objects run before those of static ones and before atexit's
// functions, in reverse order of construction.
#include <cstdio>
#include <cstdlib>

struct Named {
	const char *name;
	explicit Named(const char *name) : name(name) {}
	~Named() { std::puts(name); }
};

static Named global("static");
thread_local Named one("thread one");
thread_local Named two("thread two");

int main()
{
	std::atexit([] { std::puts("atexit"); });
	static Named local("local static");
	if (!one.name || !two.name) return 1;
	std::puts("main");
}
