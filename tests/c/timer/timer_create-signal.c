/* timer_create: SIGEV_SIGNAL with si_code, si_value, and the number of overruns. */
#include "../check.h"
#include <signal.h>
#include <time.h>

static volatile sig_atomic_t count, overrun;
static volatile siginfo_t last;

static void handle(int number, siginfo_t *info, void *context)
{
	(void)context;
	CHECK_EQ(number, SIGRTMIN + 1);
	last = *info;
	overrun = info->si_overrun;
	count++;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL };
	struct itimerspec spec = { { 0, 0 }, { 0, 20000000 } }, now;
	struct timespec ten = { 10, 0 }, little = { 0, 55000000 };
	sigset_t set;
	timer_t timer;

	CHECK_EQ(sigaction(SIGRTMIN + 1, &action, NULL), 0);
	event.sigev_signo = SIGRTMIN + 1;
	event.sigev_value.sival_int = 4711;
	CHECK_EQ(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
	CHECK_EQ(timer_gettime(timer, &now), 0);
	CHECK_EQ(now.it_value.tv_sec + now.it_value.tv_nsec, 0);
	CHECK_EQ(timer_settime(timer, 0, &spec, NULL), 0);
	CHECK_ERRNO(nanosleep(&ten, NULL), EINTR);
	CHECK_EQ(count, 1);
	CHECK_EQ(last.si_code, SI_TIMER);
	CHECK_EQ(last.si_value.sival_int, 4711);
	CHECK_EQ(overrun, 0);
	CHECK_EQ(timer_getoverrun(timer), 0);

	/* While blocked, it is delivered once, with the number of overruns. */
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGRTMIN + 1), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	spec.it_interval.tv_nsec = spec.it_value.tv_nsec = 10000000;
	CHECK_EQ(timer_settime(timer, 0, &spec, &now), 0);
	CHECK_EQ(now.it_value.tv_sec + now.it_value.tv_nsec, 0);
	CHECK_EQ(nanosleep(&little, NULL), 0);
	CHECK_EQ(timer_gettime(timer, &now), 0);
	CHECK(now.it_value.tv_nsec > 0 && now.it_value.tv_nsec <= 10000000);
	CHECK_EQ(now.it_interval.tv_nsec, 10000000);
	spec.it_interval.tv_nsec = 0;
	spec.it_value.tv_sec = 100;
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, 2);
	CHECK(overrun >= 4 && overrun < 50);
	CHECK(timer_getoverrun(timer) >= 4);
	CHECK_EQ(timer_delete(timer), 0);
	CHECK_ERRNO(timer_getoverrun(timer), EINVAL);
}
