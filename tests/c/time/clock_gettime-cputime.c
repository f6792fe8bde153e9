/* clock_gettime: the processor time of the process goes on while it works. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct timespec a, b;
	volatile unsigned work = 1;

	CHECK_EQ(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a), 0);
	for (unsigned i = 0; i < 30000000; i++)
		work = work * 3 + i;
	CHECK_EQ(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b), 0);
	CHECK(b.tv_sec > a.tv_sec ||
	      (b.tv_sec == a.tv_sec && b.tv_nsec > a.tv_nsec));
	CHECK_EQ(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b), 0);
}
