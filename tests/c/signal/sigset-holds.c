/* sigset, sighold, sigrelse, sigignore: System V's names for masks and handlers. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	(void)number;
	count++;
}

int main(void)
{
	CHECK(sigset(SIGUSR1, handle) == SIG_DFL);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(count, 1);
	CHECK_EQ(sighold(SIGUSR1), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(count, 1);
	CHECK_EQ(sigrelse(SIGUSR1), 0);
	CHECK_EQ(count, 2);
	CHECK(sigset(SIGUSR1, SIG_HOLD) == handle);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(count, 2);
	CHECK(sigset(SIGUSR1, handle) == SIG_HOLD);
	CHECK_EQ(count, 3);
	CHECK_EQ(sigignore(SIGUSR1), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(count, 3);
	CHECK_EQ(sighold(SIGUSR1), 0);
	CHECK(sigset(SIGUSR1, handle) == SIG_HOLD);
	CHECK_EQ(sighold(SIGUSR1), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_ERRNO(sigpause(SIGUSR1), EINTR);
	CHECK_EQ(count, 4);
}
