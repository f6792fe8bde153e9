/* abort: ends the program although SIGABRT is ignored and blocked. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	sigset_t set;

	CHECK(signal(SIGABRT, SIG_IGN) == SIG_DFL);
	CHECK_EQ(raise(SIGABRT), 0);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGABRT), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	abort();
}
