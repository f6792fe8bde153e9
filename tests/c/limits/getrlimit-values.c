/* getrlimit: the values of a new program: 1,024 descriptors, 8 MiB of stack, no core
 * files, the rest without limits. */
#include "../check.h"
#include <sys/resource.h>

static rlim_t soft(int resource)
{
	struct rlimit limit;

	CHECK_EQ(getrlimit(resource, &limit), 0);
	CHECK_EQ(limit.rlim_cur, limit.rlim_max);
	return limit.rlim_cur;
}

int main(void)
{
	CHECK_EQ(soft(RLIMIT_NOFILE), 1024);
	CHECK_EQ(soft(RLIMIT_STACK), 8 << 20);
	CHECK_EQ(soft(RLIMIT_CORE), 0);
	CHECK(soft(RLIMIT_AS) == RLIM_INFINITY);
	CHECK(soft(RLIMIT_DATA) == RLIM_INFINITY);
	CHECK(soft(RLIMIT_FSIZE) == RLIM_INFINITY);
	CHECK(soft(RLIMIT_CPU) == RLIM_INFINITY);
}
