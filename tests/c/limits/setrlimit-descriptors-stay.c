/* setrlimit: descriptors beyond a new limit stay open, new ones need room below it. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;
	char byte;

	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	PUT("f", "xy");
	int first = OPEN("f", O_RDONLY), second = OPEN("f", O_RDONLY);
	limit.rlim_cur = (rlim_t)second;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK_EQ(read(second, &byte, 1), 1);
	CHECK_ERRNO(open("f", O_RDONLY), EMFILE);
	CHECK_EQ(close(first), 0);
	CHECK_EQ(open("f", O_RDONLY), first);
	limit.rlim_cur = (rlim_t)second + 2;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	CHECK_EQ(open("f", O_RDONLY), second + 1);
	CHECK_ERRNO(open("f", O_RDONLY), EMFILE);
}
