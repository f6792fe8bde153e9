/* clock_settime, settimeofday, stime: only root may on Linux, and no process
 * here. */
#include "../check.h"
#include <sys/time.h>
#include <time.h>

int main(void)
{
	struct timespec ts = { 1, 0 };
	struct timeval tv = { 1, 0 };

	CHECK_ERRNO(clock_settime(CLOCK_REALTIME, &ts), EPERM);
	CHECK_ERRNO(settimeofday(&tv, NULL), EPERM);
	CHECK(time(NULL) > 1000000000);
}
