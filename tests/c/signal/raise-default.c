/* raise: by default, SIGTERM ends the program, without atexit functions or flushing. */
#include "../check.h"
#include <signal.h>

static void never(void)
{
	CHECK_EQ(write(1, "called\n", 7), 7);
}

int main(void)
{
	CHECK_EQ(atexit(never), 0);
	CHECK(printf("lost") == 4);
	raise(SIGTERM);
	return 1;
}
