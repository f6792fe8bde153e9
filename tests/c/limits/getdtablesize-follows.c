/* getdtablesize and sysconf(_SC_OPEN_MAX): the soft limit, also when it changes. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;

	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK_EQ(getdtablesize(), limit.rlim_cur);
	limit.rlim_cur = 33;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK_EQ(getdtablesize(), 33);
	CHECK_EQ(sysconf(_SC_OPEN_MAX), 33);
}
