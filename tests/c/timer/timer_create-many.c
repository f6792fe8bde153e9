/* timer_create: signals of several timers arrive by their numbers, in the order of time. */
#include "../check.h"
#include <signal.h>
#include <time.h>

static volatile sig_atomic_t count;
static volatile int values[8];

static void handle(int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	if (count < 8) values[count] = info->si_value.sival_int;
	count++;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL };
	struct timespec little = { 0, 80000000 };
	timer_t timers[4];
	sigset_t set;

	CHECK_EQ(sigemptyset(&set), 0);
	for (int i = 0; i < 2; i++) {
		CHECK_EQ(sigaction(SIGRTMIN + i, &action, NULL), 0);
		CHECK_EQ(sigaddset(&set, SIGRTMIN + i), 0);
	}
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	for (int i = 0; i < 4; i++) {
		/* The later ones of each number expire first. */
		struct itimerspec spec = { { 0, 0 }, { 0, 40000000 - i * 10000000 } };
		event.sigev_signo = SIGRTMIN + i % 2;
		event.sigev_value.sival_int = i;
		CHECK_EQ(timer_create(CLOCK_MONOTONIC, &event, &timers[i]), 0);
		CHECK_EQ(timer_settime(timers[i], 0, &spec, NULL), 0);
	}
	CHECK_EQ(nanosleep(&little, NULL), 0);
	CHECK_EQ(count, 0);
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, 4);
	/* On Linux the handlers interrupt each other: the highest number runs first there. */
	int low = values[0] % 2 ? 2 : 0;
	CHECK_EQ(values[low], 2);
	CHECK_EQ(values[low + 1], 0);
	CHECK_EQ(values[2 - low], 3);
	CHECK_EQ(values[3 - low], 1);
}
