/* getrlimit: every resource has limits; EINVAL for an unknown one. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;

	for (int resource = 0; resource < RLIM_NLIMITS; resource++) {
		memset(&limit, 0x55, sizeof limit);
		CHECK_EQ(getrlimit(resource, &limit), 0);
		CHECK(limit.rlim_cur <= limit.rlim_max);
	}
	CHECK_ERRNO(getrlimit(RLIM_NLIMITS, &limit), EINVAL);
	CHECK_ERRNO(getrlimit(-1, &limit), EINVAL);
}
