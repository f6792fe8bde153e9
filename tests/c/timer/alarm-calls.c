/* alarm: a wait ends with EINTR, even under SA_RESTART. */
#include "../check.h"
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	(void)number;
	count++;
}

static void arm(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };

	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

int main(void)
{
	struct sigaction action = { .sa_handler = handle };
	struct timespec ten = { 10, 0 }, when;
	struct timeval tv = { 10, 0 };
	struct pollfd entry = { .fd = -1 };
	sigset_t none;
	int fd[2];

	CHECK_EQ(sigemptyset(&none), 0);
	CHECK_EQ(pipe(fd), 0);
	for (int i = 0; i < 2; i++) {
		action.sa_flags = i ? SA_RESTART : 0;
		count = 0;
		CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
		arm();
		CHECK(sleep(10) >= 9);
		CHECK_EQ(count, 1);
		arm();
		CHECK_EQ(clock_gettime(CLOCK_REALTIME, &when), 0);
		when.tv_sec += 10;
		CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &when, NULL), EINTR);
		CHECK_EQ(count, 2);
		arm();
		CHECK_ERRNO(poll(&entry, 1, 10000), EINTR);
		arm();
		CHECK_ERRNO(poll(NULL, 0, -1), EINTR);
		CHECK_EQ(count, 4);
		entry = (struct pollfd){ .fd = fd[0], .events = POLLIN };
		arm();
		CHECK_ERRNO(poll(&entry, 1, -1), EINTR);
		arm();
		CHECK_ERRNO(ppoll(&entry, 1, &ten, &none), EINTR);
		CHECK_EQ(count, 6);
		fd_set set;
		FD_ZERO(&set);
		FD_SET(fd[0], &set);
		arm();
		CHECK_ERRNO(select(fd[0] + 1, &set, NULL, NULL, &tv), EINTR);
		arm();
		CHECK_ERRNO(pselect(fd[0] + 1, &set, NULL, NULL, NULL, &none), EINTR);
		CHECK_EQ(count, 8);
		arm();
		CHECK_ERRNO(pause(), EINTR);
		arm();
		CHECK_ERRNO(sigsuspend(&none), EINTR);
		CHECK_EQ(count, 10);
	}
}
