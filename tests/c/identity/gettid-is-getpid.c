/* gettid: the first thread has the number of the process, also for the kernel. */
#include "../check.h"
#include <sys/syscall.h>

int main(void)
{
	CHECK_EQ(gettid(), getpid());
	CHECK_EQ(syscall(SYS_gettid), getpid());
}
