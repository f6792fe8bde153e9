#define _GNU_SOURCE
#include <errno.h>
#include <sys/io.h>
#include "syscall.h"

/* There are no ports. */
int ioperm(unsigned long from, unsigned long num, int on)
{
	return __syscall_ret(-ENOSYS);
}
