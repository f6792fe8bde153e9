/* atexit: far more than the 32 functions that POSIX promises. */
#include "../check.h"

static int calls;

static void count(void)
{
	calls++;
}

static void check_count(void)
{
	if (calls != 1000)
		_exit(1);
	_exit(77);
}

int main(void)
{
	CHECK_EQ(atexit(check_count), 0);
	for (int i = 0; i < 1000; i++)
		CHECK_EQ(atexit(count), 0);
}
