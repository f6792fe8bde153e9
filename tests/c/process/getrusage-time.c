/* getrusage and times: processor time that goes on. */
#include "../check.h"
#include <sys/resource.h>
#include <sys/times.h>

int main(void)
{
	struct rusage usage;
	struct tms tms;
	volatile unsigned work = 1;

	for (unsigned i = 0; i < 50000000; i++)
		work = work * 3 + i;
	CHECK_EQ(getrusage(RUSAGE_SELF, &usage), 0);
	CHECK(usage.ru_utime.tv_sec > 0 || usage.ru_utime.tv_usec > 0);
	CHECK(times(&tms) != (clock_t)-1);
	CHECK_ERRNO(getrusage(12345, &usage), EINVAL);
}
