/* nice: adds, and returns the sum, at most 19. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	int before;

	errno = 0;
	before = nice(0);
	CHECK_EQ(errno, 0);
	CHECK(before <= 10);
	CHECK_EQ(nice(3), before + 3);
	CHECK_EQ(getpriority(PRIO_PROCESS, 0), before + 3);
	CHECK_EQ(nice(1000), 19);
	CHECK_EQ(nice(0), 19);
}
