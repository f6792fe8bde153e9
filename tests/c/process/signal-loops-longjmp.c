/* A handler leaves a computation by siglongjmp. */
#include "../processes.h"
#include <setjmp.h>
#include <sys/time.h>

static sigjmp_buf place;
static volatile sig_atomic_t jumps;

static void handle(int number)
{
	siglongjmp(place, number);
}

static __attribute__((noinline)) void compute(void)
{
	for (;;) {}
}

int main(void)
{
	struct itimerval often = { { 0, 2000 }, { 0, 2000 } };
	sigset_t set;

	CHECK_EXIT(IN_CHILD(_exit(3)), 3);
	CHECK(signal(SIGALRM, handle) != SIG_ERR);
	CHECK_EQ(setitimer(ITIMER_REAL, &often, NULL), 0);
	if (sigsetjmp(place, 1) != 0)
		jumps++;
	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &set), 0);
	CHECK(!sigismember(&set, SIGALRM));
	if (jumps < 20)
		compute();
}
