/* timerfd: a read waits for the timer; its setting; absolute times. */
#include "../check.h"
#include <signal.h>
#include <stdint.h>
#include <sys/time.h>
#include <sys/timerfd.h>

static volatile sig_atomic_t alarms;

static void handle(int number)
{
	(void)number;
	alarms++;
}

int main(void)
{
	struct itimerspec spec = { { 0, 0 }, { 0, 30000000 } }, old;
	struct timespec start, end, little = { 0, 35000000 };
	uint64_t count = 0;
	int fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);

	CHECK(fd >= 0);
	CHECK_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &start), 0);
	CHECK_EQ(timerfd_settime(fd, 0, &spec, NULL), 0);
	CHECK_EQ(read(fd, &count, 8), 8);
	CHECK_EQ(count, 1);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &end), 0);
	long long ns = (end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec - start.tv_nsec;
	CHECK(ns >= 29000000 && ns < 10000000000);
	CHECK_EQ(timerfd_gettime(fd, &old), 0);
	CHECK_EQ(old.it_value.tv_sec + old.it_value.tv_nsec, 0);

	spec.it_interval.tv_nsec = spec.it_value.tv_nsec = 10000000;
	CHECK_EQ(timerfd_settime(fd, 0, &spec, NULL), 0);
	CHECK_EQ(nanosleep(&little, NULL), 0);
	CHECK_EQ(read(fd, &count, 8), 8);
	CHECK(count >= 3 && count < 50);
	CHECK_EQ(timerfd_settime(fd, 0, &(struct itimerspec){ 0 }, &old), 0);
	CHECK_EQ(old.it_interval.tv_nsec, 10000000);
	CHECK(old.it_value.tv_nsec > 0 && old.it_value.tv_nsec <= 10000000);

	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &spec.it_value), 0);
	spec.it_interval.tv_nsec = 0;
	CHECK_EQ(timerfd_settime(fd, TFD_TIMER_ABSTIME, &spec, NULL), 0);
	CHECK_EQ(read(fd, &count, 8), 8);
	CHECK_EQ(count, 1);

	/* A signal ends the wait. */
	struct sigaction action = { .sa_handler = handle };
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	spec.it_value.tv_sec += 100;
	CHECK_EQ(timerfd_settime(fd, TFD_TIMER_ABSTIME, &spec, NULL), 0);
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_ERRNO(read(fd, &count, 8), EINTR);
	CHECK_EQ(alarms, 1);
}
