// A temporary that a static or thread_local reference keeps lives until exit, as objects do.
#include "../check.h"
#include <string>

struct Noisy {
	const char *name;
	explicit Noisy(const char *name) : name(name) {}
	Noisy(const Noisy &) = delete;
	virtual ~Noisy() { printf("%s ends\n", name); }
};

struct Derived : Noisy {
	std::string text = "long enough that it is allocated on the heap";
	using Noisy::Noisy;
};

static const Noisy &global = Derived("global reference");
static Noisy object("object");
static thread_local const Noisy &of_thread = Noisy("thread_local reference");
static const Noisy array[2] = { Noisy("array[0]"), Noisy("array[1]") };

int main(int argc, char **)
{
	if (argc > 0) {
		static const Noisy &local = Noisy("local reference");
		static Noisy &&moved = Derived("rvalue reference");
		CHECK(!strcmp(local.name, "local reference"));
		CHECK(!strcmp(moved.name, "rvalue reference"));
	}
	CHECK(!strcmp(of_thread.name, "thread_local reference"));
	CHECK(!strcmp(global.name, "global reference"));
	atexit([] { puts("atexit"); });
	puts("main returns");
}
