/* sysconf: plausible values; -1 and EINVAL for an unknown name. */
#include "../check.h"

int main(void)
{
	long page = sysconf(_SC_PAGESIZE);

	CHECK(page >= 4096 && (page & (page - 1)) == 0);
	CHECK_EQ(getpagesize(), page);
	CHECK(sysconf(_SC_NPROCESSORS_ONLN) >= 1);
	CHECK(sysconf(_SC_NPROCESSORS_CONF) >= 1);
	CHECK_EQ(sysconf(_SC_CLK_TCK), 100);
	CHECK_EQ(sysconf(_SC_IOV_MAX), 1024);
	CHECK(sysconf(_SC_VERSION) >= 200809);
	CHECK(sysconf(_SC_ARG_MAX) >= 4096);
	CHECK_ERRNO(sysconf(-1), EINVAL);
	CHECK_ERRNO(sysconf(99999), EINVAL);
}
