/* wait4 tells what the child has used. */
#define _GNU_SOURCE
#include "../processes.h"
#include <sys/resource.h>

int main(void)
{
	struct rusage usage;
	int status;

	memset(&usage, 0, sizeof usage);
	pid_t child = IN_CHILD({
		for (volatile long i = 0; i < 100000000; i++)
			;
	});
	CHECK_EQ(wait4(child, &status, 0, &usage), child);
	CHECK_EQ(status, 0);
	CHECK(usage.ru_maxrss > 0);
	CHECK(usage.ru_utime.tv_sec > 0 || usage.ru_utime.tv_usec > 1000);
}
