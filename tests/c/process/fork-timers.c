/* The child has no timers of its parent. */
#include "../processes.h"
#include <sys/time.h>

int main(void)
{
	signal(SIGALRM, SIG_IGN);
	alarm(100);
	CHECK_EXIT(IN_CHILD(CHECK_EQ(alarm(0), 0)), 0);
	CHECK(alarm(0) > 90);
}
