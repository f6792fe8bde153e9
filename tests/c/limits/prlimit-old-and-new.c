/* prlimit: returns the old limits when it sets new ones; either pointer may be
 * null. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit one = { 60, 90 }, two = { 50, 80 }, old;

	CHECK_EQ(prlimit(0, RLIMIT_NOFILE, &one, NULL), 0);
	CHECK_EQ(prlimit(getpid(), RLIMIT_NOFILE, &two, &old), 0);
	CHECK_EQ(old.rlim_cur, 60);
	CHECK_EQ(old.rlim_max, 90);
	CHECK_EQ(prlimit(0, RLIMIT_NOFILE, NULL, &old), 0);
	CHECK_EQ(old.rlim_cur, 50);
	CHECK_EQ(old.rlim_max, 80);
	CHECK_EQ(prlimit(0, RLIMIT_NOFILE, NULL, NULL), 0);
	/* The same memory for both. */
	two.rlim_cur = 30;
	CHECK_EQ(prlimit(0, RLIMIT_NOFILE, &two, &two), 0);
	CHECK_EQ(two.rlim_cur, 50);
	CHECK_EQ(getdtablesize(), 30);
	CHECK_ERRNO(prlimit(0x7ffffff0, RLIMIT_NOFILE, NULL, &old), ESRCH);
}
