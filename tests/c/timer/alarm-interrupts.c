/* setitimer: SIGALRM ends a sleep with EINTR, or pause. */
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
	struct sigaction action = { .sa_handler = handle };
	struct itimerval timer = { { 0, 0 }, { 0, 30000 } };
	struct timespec ask = { 20, 0 }, left;

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_ERRNO(nanosleep(&ask, &left), EINTR);
	CHECK(left.tv_sec >= 15 && left.tv_sec < 20);
	CHECK_EQ(count, 1);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_ERRNO(pause(), EINTR);
	CHECK_EQ(count, 2);
	CHECK_EQ(alarm(100), 0);
	CHECK(alarm(0) >= 99);
}
