/* siglongjmp: out of a handler, with the mask of sigsetjmp or, without, the handler's. */
#include "../check.h"
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf back;

static void handle(int number)
{
	siglongjmp(back, number);
}

static int is_blocked(int number)
{
	sigset_t now;

	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &now), 0);
	return sigismember(&now, number);
}

int main(void)
{
	volatile int jumps = 0;
	sigset_t set;

	CHECK(signal(SIGUSR1, handle) == SIG_DFL);
	CHECK(signal(SIGUSR2, handle) == SIG_DFL);
	while (sigsetjmp(back, 1) == 0 || ++jumps < 100) {
		CHECK_EQ(is_blocked(SIGUSR1), 0);
		raise(SIGUSR1);
	}
	CHECK_EQ(jumps, 100);
	CHECK_EQ(is_blocked(SIGUSR1), 0);
	if (sigsetjmp(back, 0) == 0)
		raise(SIGUSR1);
	CHECK_EQ(is_blocked(SIGUSR1), 1);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, &set, NULL), 0);
	if (sigsetjmp(back, 1) == 0)
		raise(SIGUSR2);
	CHECK_EQ(is_blocked(SIGUSR2), 0);
}
