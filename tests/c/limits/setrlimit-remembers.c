/* setrlimit: a lower limit is returned afterwards; the soft one can go up to the hard
 * one. */
#include "../check.h"
#include <sys/resource.h>

static void set(int resource, rlim_t cur, rlim_t max)
{
	struct rlimit limit = { cur, max };

	CHECK_EQ(setrlimit(resource, &limit), 0);
	memset(&limit, 0x55, sizeof limit);
	CHECK_EQ(getrlimit(resource, &limit), 0);
	CHECK_EQ(limit.rlim_cur, cur);
	CHECK_EQ(limit.rlim_max, max);
}

int main(void)
{
	set(RLIMIT_NOFILE, 50, 100);
	set(RLIMIT_NOFILE, 100, 100);
	set(RLIMIT_NOFILE, 40, 40);
	set(RLIMIT_FSIZE, 1 << 20, 1LL << 40);
	set(RLIMIT_CPU, 1000, 2000);
	set(RLIMIT_CORE, 0, 0);
	set(RLIMIT_NOFILE, 40, 40);
}
