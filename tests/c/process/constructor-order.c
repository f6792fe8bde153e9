/* Constructors run before main by priority, destructors after atexit functions. */
#include "../check.h"

static void say(const char *text)
{
	CHECK_EQ(write(1, text, strlen(text)), strlen(text));
}

__attribute__((constructor(202))) static void second(void) { say("2 "); }
__attribute__((constructor(201))) static void first(void) { say("1 "); }
__attribute__((constructor)) static void third(void) { say("3 "); }
__attribute__((destructor)) static void last(void) { say("last\n"); }
static void leaving(void) { say("leaving "); }

int main(void)
{
	CHECK_EQ(atexit(leaving), 0);
	say("main ");
}
