/* setrlimit: EPERM for a hard limit above what it was. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit = { 50, 100 };

	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_max = 101;
	CHECK_ERRNO(setrlimit(RLIMIT_NOFILE, &limit), EPERM);
	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK_EQ(limit.rlim_max, 100);
	limit.rlim_max = RLIM_INFINITY;
	CHECK_ERRNO(setrlimit(RLIMIT_STACK, &limit), EPERM);
}
