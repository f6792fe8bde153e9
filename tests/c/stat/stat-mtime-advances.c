/* stat: a write later on moves st_mtime forward. */
#include "../check.h"
#include <sys/stat.h>
#include <time.h>

int main(void)
{
	struct stat a, b;
	struct timespec pause = { 0, 30000000 };

	PUT("f", "x");
	CHECK_EQ(stat("f", &a), 0);
	CHECK_EQ(nanosleep(&pause, NULL), 0);
	PUT("f", "y");
	CHECK_EQ(stat("f", &b), 0);
	CHECK(b.st_mtim.tv_sec > a.st_mtim.tv_sec ||
	      (b.st_mtim.tv_sec == a.st_mtim.tv_sec &&
	       b.st_mtim.tv_nsec > a.st_mtim.tv_nsec));
}
