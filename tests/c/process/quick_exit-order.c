/* quick_exit: calls only the at_quick_exit functions, backwards, and flushes nothing. */
#include "../check.h"

static void never(void) { _exit(1); }
static void first(void) { CHECK_EQ(write(1, "first\n", 6), 6); }
static void second(void) { CHECK_EQ(write(1, "second\n", 7), 7); }

int main(void)
{
	CHECK_EQ(atexit(never), 0);
	CHECK_EQ(at_quick_exit(first), 0);
	CHECK_EQ(at_quick_exit(second), 0);
	CHECK(printf("lost\n") > 0);
	quick_exit(4);
}
