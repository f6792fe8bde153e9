/* raise: a handler runs with the mask and flags that signal gives it, again and again. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t count, blocked;

static void handle(int number)
{
	sigset_t now;

	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &now), 0);
	blocked += sigismember(&now, number);
	count++;
}

int main(void)
{
	struct sigaction old;

	CHECK(signal(SIGINT, handle) == SIG_DFL);
	for (int i = 0; i < 1000; i++)
		CHECK_EQ(raise(SIGINT), 0);
	CHECK_EQ(count, 1000);
	CHECK_EQ(blocked, 1000);
	CHECK_EQ(sigaction(SIGINT, NULL, &old), 0);
	CHECK(old.sa_handler == handle);
	CHECK(old.sa_flags & SA_RESTART);
}
