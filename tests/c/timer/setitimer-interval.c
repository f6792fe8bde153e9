/* setitimer: with an interval it fires again and again; getitimer returns the remaining
 * time. */
#include "../check.h"
#include <signal.h>
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGALRM);
	count++;
}

int main(void)
{
	struct itimerval timer = { { 0, 20000 }, { 0, 30000 } }, off = { 0 }, now;
	struct timespec start, end, second = { 1, 0 };

	CHECK(signal(SIGALRM, handle) != SIG_ERR);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &start), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	for (int i = 1; i <= 3; i++) {
		CHECK_ERRNO(nanosleep(&second, NULL), EINTR);
		CHECK_EQ(count, i);
	}
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &end), 0);
	long long ms = (end.tv_sec - start.tv_sec) * 1000LL +
		       (end.tv_nsec - start.tv_nsec) / 1000000;
	CHECK(ms >= 69 && ms < 900);
	CHECK_EQ(getitimer(ITIMER_REAL, &now), 0);
	CHECK_EQ(now.it_interval.tv_usec, 20000);
	CHECK(now.it_value.tv_sec == 0 && now.it_value.tv_usec > 0);
	CHECK(now.it_value.tv_usec <= 20000);
	CHECK_EQ(setitimer(ITIMER_REAL, &off, &now), 0);
	CHECK_EQ(now.it_interval.tv_usec, 20000);
	CHECK_EQ(getitimer(ITIMER_REAL, &now), 0);
	CHECK_EQ(now.it_value.tv_sec + now.it_value.tv_usec, 0);
	CHECK_EQ(now.it_interval.tv_usec, 0);
	struct timespec little = { 0, 50000000 };
	CHECK_EQ(nanosleep(&little, NULL), 0);
	CHECK_EQ(count, 3);
}
