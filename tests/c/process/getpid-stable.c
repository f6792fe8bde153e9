/* getpid: positive and the same each time. */
#include "../check.h"

int main(void)
{
	pid_t pid = getpid();

	CHECK(pid > 0);
	for (int i = 0; i < 10; i++)
		CHECK_EQ(getpid(), pid);
}
