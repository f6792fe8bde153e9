/* setitimer: ITIMER_VIRTUAL and ITIMER_PROF send their own signals to a computing
 * program. */
#include "../check.h"
#include <signal.h>
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t seen[65];

static void handle(int number)
{
	seen[number]++;
}

int main(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 30000 } };
	struct timespec now;

	CHECK(signal(SIGVTALRM, handle) != SIG_ERR);
	CHECK(signal(SIGPROF, handle) != SIG_ERR);
	CHECK_EQ(setitimer(ITIMER_VIRTUAL, &timer, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_PROF, &timer, NULL), 0);
	while (!seen[SIGVTALRM] || !seen[SIGPROF]) {
		for (volatile int i = 0; i < 10000; i++);
		CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	}
	CHECK_EQ(seen[SIGVTALRM], 1);
	CHECK_EQ(seen[SIGPROF], 1);
	CHECK_EQ(seen[SIGALRM], 0);
}
