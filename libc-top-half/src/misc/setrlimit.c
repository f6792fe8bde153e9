#include <sys/resource.h>
#include "syscall.h"

/* Never called: it makes the linker give the program a descriptor table. A program that
 * limits its descriptors expects the lowest free numbers, which only the table provides. */
hidden long __setrlimit_table(void)
{
	return __syscall(SYS_dup, -1);
}

int setrlimit(int resource, const struct rlimit *limit)
{
	return syscall(SYS_prlimit64, 0, resource, limit, 0);
}
