/* alarm: a handler may jump out of a wait. */
#include "../check.h"
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>

static sigjmp_buf env;

static void handle(int number)
{
	siglongjmp(env, number);
}

int main(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };
	volatile int rounds = 0;
	int fd[2];
	char byte;

	CHECK_EQ(pipe(fd), 0);
	CHECK(signal(SIGALRM, handle) != SIG_ERR);
	if (sigsetjmp(env, 1) == 0 || rounds < 3) {
		rounds++;
		CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
		if (rounds == 1) sleep(10);
		else if (rounds == 2) pause();
		else read(fd[0], &byte, 1);
		CHECK(0);
	}
	CHECK_EQ(rounds, 3);
}
