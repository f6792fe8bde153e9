/* getrusage: the process and its thread have used time; there are no children, which have
 * used none. */
#include "../check.h"
#include <sys/resource.h>
#include <time.h>

static long long used(int who)
{
	struct rusage usage;

	memset(&usage, 0x55, sizeof usage);
	CHECK_EQ(getrusage(who, &usage), 0);
	CHECK(usage.ru_utime.tv_usec >= 0 && usage.ru_utime.tv_usec < 1000000);
	CHECK(usage.ru_stime.tv_usec >= 0 && usage.ru_stime.tv_usec < 1000000);
	CHECK(usage.ru_maxrss >= 0 && usage.ru_nswap >= 0 && usage.ru_nivcsw >= 0);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL +
	       usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

int main(void)
{
	long long process = used(RUSAGE_SELF), thread = used(RUSAGE_THREAD);
	clock_t start = clock();

	while (clock() - start < CLOCKS_PER_SEC / 10)
		;
	CHECK(used(RUSAGE_SELF) - process >= 50000);
	CHECK(used(RUSAGE_THREAD) - thread >= 50000);
	CHECK_EQ(used(RUSAGE_CHILDREN), 0);
}
