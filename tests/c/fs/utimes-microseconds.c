/* utimes, lutimes and futimes: microseconds; a value out of range is EINVAL. */
#include "../check.h"
#include <sys/stat.h>
#include <sys/time.h>

int main(void)
{
	struct timeval t[2] = { { 100, 250000 }, { 200, 750000 } };
	struct timeval bad[2] = { { 100, 1000000 }, { 200, 0 } };
	struct stat st;

	CHECK_EQ(utimes("f", t), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_atim.tv_sec, 100);
	CHECK_EQ(st.st_atim.tv_nsec, 250000000);
	CHECK_EQ(st.st_mtim.tv_nsec, 750000000);
	CHECK_EQ(lutimes("l", t), 0);
	CHECK_EQ(lstat("l", &st), 0);
	CHECK_EQ(st.st_mtim.tv_sec, 200);
	int fd = OPEN("f", O_RDWR);
	t[1].tv_sec = 300;
	CHECK_EQ(futimes(fd, t), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_mtim.tv_sec, 300);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(utimes("f", bad), EINVAL);
	CHECK_ERRNO(utimes("missing", t), ENOENT);
}
