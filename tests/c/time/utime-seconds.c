/* utime: sets both times; NULL sets now; ENOENT. */
#include "../check.h"
#include <sys/stat.h>
#include <time.h>
#include <utime.h>

int main(void)
{
	struct utimbuf times = { 1000000, 2000000 };
	struct stat st;

	PUT("f", "x");
	CHECK_EQ(utime("f", &times), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_atime, 1000000);
	CHECK_EQ(st.st_mtime, 2000000);
	CHECK_EQ(st.st_mtim.tv_nsec, 0);
	CHECK_EQ(utime("f", NULL), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK(st.st_mtime >= time(NULL) - 5);
	CHECK_ERRNO(utime("missing", &times), ENOENT);
}
