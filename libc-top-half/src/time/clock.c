#include <time.h>

/* <time.h> gives this the symbol __clock_usec. */
clock_t clock(void)
{
	struct timespec ts;
	if (__clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts)) return -1;
	return ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}
