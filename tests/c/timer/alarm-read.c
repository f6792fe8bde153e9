/* alarm: a read that waits ends with EINTR, or goes on under SA_RESTART. */
#include "../check.h"
#include <signal.h>
#include <sys/time.h>

static volatile sig_atomic_t count;
static int fd[2];

static void handle(int number)
{
	(void)number;
	/* The third time there is something to read. */
	if (++count == 3) CHECK_EQ(write(fd[1], "x", 1), 1);
}

int main(void)
{
	struct sigaction action = { .sa_handler = handle };
	struct itimerval timer = { { 0, 20000 }, { 0, 20000 } }, off = { 0 };
	char byte = 0;

	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_ERRNO(read(fd[0], &byte, 1), EINTR);
	CHECK_EQ(count, 1);
	action.sa_flags = SA_RESTART;
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(read(fd[0], &byte, 1), 1);
	CHECK_EQ(byte, 'x');
	CHECK(count >= 3);
	CHECK_EQ(siginterrupt(SIGALRM, 1), 0);
	CHECK_ERRNO(read(fd[0], &byte, 1), EINTR);
	CHECK_EQ(setitimer(ITIMER_REAL, &off, NULL), 0);
}
