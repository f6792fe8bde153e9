/* ulimit: the limit on the size of files, in blocks of 512 bytes. */
#include "../check.h"
#include <sys/resource.h>
#include <ulimit.h>

int main(void)
{
	struct rlimit limit;

	CHECK(ulimit(UL_SETFSIZE, 1000L) != -1);
	CHECK_EQ(ulimit(UL_GETFSIZE), 1000);
	CHECK_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
	CHECK_EQ(limit.rlim_cur, 512000);
}
