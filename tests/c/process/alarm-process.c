/* alarm and setitimer: the kernel's timers, which end calls and by default the process. */
#include "../processes.h"
#include <sys/time.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGALRM);
	count++;
}

int main(void)
{
	struct itimerval often = { { 0, 50000 }, { 0, 50000 } }, none = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = handle };
	int ends[2];
	char byte;

	CHECK_EQ(pipe(ends), 0);

	/* Even during a computation. */
	pid_t child = IN_CHILD(alarm(1); for (volatile int i = 0;; i++) {});
	CHECK_KILLED(child, SIGALRM);

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &often, NULL), 0);
	while (count < 3)
		CHECK_ERRNO(read(ends[0], &byte, 1), EINTR);
	child = IN_CHILD(sleep(10));
	CHECK_ERRNO(waitpid(child, NULL, 0), EINTR);
	struct itimerval now;
	CHECK_EQ(setitimer(ITIMER_REAL, &none, &now), 0);
	CHECK_EQ(now.it_interval.tv_usec, 50000);
	CHECK(now.it_value.tv_sec == 0 && now.it_value.tv_usec <= 50000);
	CHECK_EQ(getitimer(ITIMER_REAL, &now), 0);
	CHECK(now.it_value.tv_sec == 0 && now.it_value.tv_usec == 0);
	CHECK_EQ(kill(child, SIGTERM), 0);
	CHECK_KILLED(child, SIGTERM);
	CHECK_EQ(alarm(100), 0);
	CHECK(alarm(0) >= 99);

	/* A child has none. */
	CHECK_EQ(alarm(100), 0);
	child = IN_CHILD(CHECK_EQ(alarm(0), 0));
	CHECK_EXIT(child, 0);
	CHECK(alarm(0) >= 99);
}
