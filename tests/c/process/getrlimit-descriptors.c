/* getrlimit, setrlimit: the number of descriptors, and EMFILE at the limit. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;
	int fd, n = 0;

	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK(limit.rlim_cur >= 1024);
	limit.rlim_cur = 40;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	PUT("f", "x");
	while ((fd = open("f", O_RDONLY)) >= 0)
		CHECK(n++ < 40);
	CHECK_EQ(errno, EMFILE);
	CHECK_ERRNO(getrlimit(12345, &limit), EINVAL);
}
