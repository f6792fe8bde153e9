/* clock, times, getrusage and CLOCK_PROCESS_CPUTIME_ID count the same time, which goes on. */
#include "../check.h"
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(void)
{
	volatile double sum = 0;
	struct rusage first, last;
	struct timespec cpu;
	struct tms tms;
	clock_t start = clock();

	CHECK(start != (clock_t)-1);
	CHECK_EQ(getrusage(RUSAGE_SELF, &first), 0);
	while (clock() - start < CLOCKS_PER_SEC / 20)
		for (int i = 0; i < 1000; i++)
			sum += i;
	CHECK_EQ(getrusage(RUSAGE_SELF, &last), 0);
	CHECK_EQ(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu), 0);
	CHECK(times(&tms) != (clock_t)-1);
	double used = seconds(last.ru_utime) + seconds(last.ru_stime);
	CHECK(used - seconds(first.ru_utime) - seconds(first.ru_stime) > 0.02);
	double told = (double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9;
	CHECK(told >= used - 0.02 && told < used + 10);
	double ticks = (double)(tms.tms_utime + tms.tms_stime) / (double)sysconf(_SC_CLK_TCK);
	CHECK(ticks >= used - 0.05 && ticks < used + 10);
	CHECK_ERRNO(getrusage(99, &last), EINVAL);
	CHECK_EQ(getrusage(RUSAGE_CHILDREN, &last), 0);
	CHECK(seconds(last.ru_utime) == 0);
}
