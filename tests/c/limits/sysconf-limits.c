/* sysconf: limits of processes and groups are none or at least POSIX's. */
#include "../check.h"
#include <limits.h>

int main(void)
{
	long children = sysconf(_SC_CHILD_MAX);

	CHECK(children == -1 || children >= _POSIX_CHILD_MAX);
	CHECK(sysconf(_SC_NGROUPS_MAX) >= _POSIX_NGROUPS_MAX);
	CHECK(sysconf(_SC_OPEN_MAX) >= _POSIX_OPEN_MAX);
}
