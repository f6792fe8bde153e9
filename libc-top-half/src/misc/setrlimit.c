#include <sys/resource.h>
#include "syscall.h"

/* Never called: with it the linker gives the program a table of descriptors. Who limits
 * their numbers wants them to be the lowest that are free, which only the table sees to. */
hidden long __setrlimit_table(void)
{
	return __syscall(SYS_dup, -1);
}

int setrlimit(int resource, const struct rlimit *limit)
{
	return syscall(SYS_prlimit64, 0, resource, limit, 0);
}
