/* abort: ends the program although the handler of SIGABRT returns. */
#include "../check.h"
#include <signal.h>

static void handle(int number)
{
	(void)number;
	CHECK_EQ(write(1, "handled\n", 8), 8);
}

int main(void)
{
	CHECK(signal(SIGABRT, handle) == SIG_DFL);
	abort();
}
