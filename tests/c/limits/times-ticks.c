/* times: real time in sysconf(_SC_CLK_TCK) ticks a second, no time of children. */
#include "../check.h"
#include <sys/times.h>
#include <time.h>

int main(void)
{
	struct timespec wait = { 0, 200000000 };
	struct tms tms;
	clock_t before, after;

	memset(&tms, 0x55, sizeof tms);
	before = times(&tms);
	CHECK(before != (clock_t)-1);
	CHECK_EQ(tms.tms_cutime, 0);
	CHECK_EQ(tms.tms_cstime, 0);
	CHECK(tms.tms_utime >= 0 && tms.tms_stime >= 0);
	CHECK_EQ(nanosleep(&wait, NULL), 0);
	after = times(&tms);
	CHECK(after - before >= sysconf(_SC_CLK_TCK) / 5 - 1);
	CHECK(after - before < sysconf(_SC_CLK_TCK) * 20);
}
