/* sched_yield: returns 0. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	for (int i = 0; i < 100; i++)
		CHECK_EQ(sched_yield(), 0);
}
