/* _exit: neither flushes streams nor calls atexit functions. */
#include "../check.h"

static void never(void)
{
	CHECK_EQ(write(1, "called\n", 7), 7);
}

int main(void)
{
	CHECK_EQ(atexit(never), 0);
	CHECK(printf("lost") == 4);
	CHECK_EQ(write(1, "kept\n", 5), 5);
	_exit(9);
}
