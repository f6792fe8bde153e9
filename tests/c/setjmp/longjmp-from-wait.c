/* longjmp out of a handler that a timer's signal called while a call waited: nothing of the
 * call remains, even after many times. */
#include "../check.h"
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static sigjmp_buf back;
static int ends[2], list;

static void leave(int number)
{
	siglongjmp(back, number);
}

static void wait_by_poll(void)
{
	struct pollfd fds[2] = { { ends[0], POLLIN, 0 }, { ends[0], POLLIN, 0 } };

	poll(fds, 2, -1);
}

static void wait_by_epoll(void)
{
	struct epoll_event event;

	epoll_wait(list, &event, 1, -1);
}

static void wait_by_read(void)
{
	char byte;

	read(ends[0], &byte, 1);
}

static void wait_by_sleep(void)
{
	struct timespec time = { .tv_sec = 100 };

	nanosleep(&time, NULL);
}

static void wait_by_pause(void)
{
	pause();
}

int main(void)
{
	static void (*const waits[])(void) = {
		wait_by_poll, wait_by_epoll, wait_by_read, wait_by_sleep, wait_by_pause,
	};
	struct itimerval soon = { .it_value.tv_usec = 100 };
	struct epoll_event event = { .events = EPOLLIN };
	volatile int left = 0;

	CHECK_EQ(pipe(ends), 0);
	list = epoll_create1(0);
	CHECK(list >= 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, ends[0], &event), 0);
	CHECK(signal(SIGALRM, leave) != SIG_ERR);
	for (volatile unsigned i = 0; i < 5; i++)
		for (volatile int n = 0; n < 300; n++) {
			if (sigsetjmp(back, 1) == 0) {
				CHECK_EQ(setitimer(ITIMER_REAL, &soon, NULL), 0);
				waits[i]();
				CHECK(!"the wait came back");
			}
			left++;
		}
	CHECK_EQ(left, 1500);
	/* The awaited object can still be used. */
	CHECK_EQ(write(ends[1], "x", 1), 1);
	CHECK_EQ(poll(&(struct pollfd){ ends[0], POLLIN, 0 }, 1, -1), 1);
	CHECK_EQ(read(ends[0], &(char){ 0 }, 1), 1);
}
