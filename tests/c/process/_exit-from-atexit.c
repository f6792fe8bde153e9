/* _exit in an atexit function: its status wins. */
#include "../check.h"

static void leave(void)
{
	_exit(12);
}

int main(void)
{
	CHECK_EQ(atexit(leave), 0);
	return 3;
}
