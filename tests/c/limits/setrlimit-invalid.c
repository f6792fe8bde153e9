/* setrlimit: EINVAL for a soft limit above the hard one, and for an unknown resource. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit = { 51, 50 }, now;

	CHECK_ERRNO(setrlimit(RLIMIT_NOFILE, &limit), EINVAL);
	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &now), 0);
	CHECK(now.rlim_max != 50);
	limit.rlim_cur = 50;
	CHECK_ERRNO(setrlimit(RLIM_NLIMITS, &limit), EINVAL);
	CHECK_ERRNO(setrlimit(-1, &limit), EINVAL);
}
