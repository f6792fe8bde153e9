/* raise and kill: the handler runs before the call returns, with its number. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t seen, count;

static void handle(int number)
{
	seen = number;
	count++;
}

int main(void)
{
	CHECK(signal(SIGUSR1, handle) == SIG_DFL);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(seen, SIGUSR1);
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(count, 2);
	CHECK(signal(SIGUSR1, SIG_IGN) == handle);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(count, 2);
	CHECK_EQ(kill(getpid(), 0), 0);
	CHECK_ERRNO(kill(getpid(), 999), EINVAL);
	CHECK(signal(SIGKILL, handle) == SIG_ERR);
	CHECK_EQ(errno, EINVAL);
}
