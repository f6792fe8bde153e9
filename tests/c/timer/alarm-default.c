/* alarm: without a handler, the signal ends the program. */
#include "../check.h"
#include <signal.h>
#include <sys/time.h>

int main(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 10000 } };

	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	sleep(10);
	return 1;
}
