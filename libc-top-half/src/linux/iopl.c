#define _GNU_SOURCE
#include <errno.h>
#include <sys/io.h>
#include "syscall.h"

/* There are no ports. */
int iopl(int level)
{
	return __syscall_ret(-ENOSYS);
}
