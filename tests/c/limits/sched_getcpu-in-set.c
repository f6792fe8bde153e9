/* sched_getcpu: a processor that the process may run on. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	cpu_set_t set;
	int cpu = sched_getcpu();

	CHECK_EQ(sched_getaffinity(0, sizeof set, &set), 0);
	CHECK(cpu >= 0);
	CHECK(CPU_ISSET(cpu, &set));
}
