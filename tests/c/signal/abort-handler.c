/* abort: a SIGABRT handler that jumps away lets the program go on. */
#include "../check.h"
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf back;

static void handle(int number)
{
	siglongjmp(back, number);
}

int main(void)
{
	CHECK(signal(SIGABRT, handle) != SIG_ERR);
	int value = sigsetjmp(back, 1);
	if (value == 0)
		abort();
	CHECK_EQ(value, SIGABRT);
}
