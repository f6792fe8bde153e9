/* siginterrupt: sets and clears SA_RESTART. */
#include "../check.h"
#include <signal.h>

static void handle(int number)
{
	(void)number;
}

static int restarts(void)
{
	struct sigaction now;

	CHECK_EQ(sigaction(SIGINT, NULL, &now), 0);
	CHECK(now.sa_handler == handle);
	return (now.sa_flags & SA_RESTART) != 0;
}

int main(void)
{
	CHECK(signal(SIGINT, handle) == SIG_DFL);
	CHECK_EQ(restarts(), 1);
	CHECK_EQ(siginterrupt(SIGINT, 1), 0);
	CHECK_EQ(restarts(), 0);
	CHECK_EQ(siginterrupt(SIGINT, 0), 0);
	CHECK_EQ(restarts(), 1);
}
