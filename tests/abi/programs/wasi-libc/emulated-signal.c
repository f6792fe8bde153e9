/* Their signals, asked for as their users do. */
#define _WASI_EMULATED_SIGNAL
#include "check.h"
#include <signal.h>

static volatile sig_atomic_t caught;

static void handler(int number)
{
	caught = number;
}

int main(void)
{
	CHECK(signal(SIGUSR1, handler) == SIG_DFL);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(caught, SIGUSR1);
	CHECK(signal(SIGINT, SIG_IGN) != SIG_ERR);
	CHECK_EQ(raise(SIGINT), 0);
	return 0;
}
