/* clock_getcpuclockid: the clock of this process, by either number; ESRCH for no process. */
#include "../check.h"
#include <time.h>

int main(void)
{
	clockid_t clock;
	struct timespec time;

	CHECK_EQ(clock_getcpuclockid(0, &clock), 0);
	CHECK_EQ(clock_gettime(clock, &time), 0);
	CHECK_EQ(clock_getcpuclockid(getpid(), &clock), 0);
	CHECK_EQ(clock_gettime(clock, &time), 0);
	CHECK_EQ(clock_getres(clock, &time), 0);
	CHECK_EQ(clock_getcpuclockid(99999, &clock), ESRCH);
}
