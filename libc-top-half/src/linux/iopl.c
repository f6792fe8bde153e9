#define _GNU_SOURCE
#include <sys/io.h>
#include "syscall.h"

/* There are no ports. */
int iopl(int level)
{
	return syscall(SYS_iopl, level);
}
