/* utimensat: UTIME_OMIT leaves a time alone, UTIME_NOW takes the clock. */
#include "../check.h"
#include <sys/stat.h>
#include <time.h>

int main(void)
{
	struct timespec t[2] = { { 1000, 5 }, { 2000, 6 } };
	struct stat st;
	time_t now = time(NULL);

	PUT("f", "x");
	CHECK_EQ(utimensat(AT_FDCWD, "f", t, 0), 0);
	t[0] = (struct timespec){ 0, UTIME_OMIT };
	t[1] = (struct timespec){ 0, UTIME_NOW };
	CHECK_EQ(utimensat(AT_FDCWD, "f", t, 0), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_atim.tv_sec, 1000);
	CHECK_EQ(st.st_atim.tv_nsec, 5);
	CHECK(st.st_mtime >= now - 2 && st.st_mtime <= now + 60);
	t[0] = (struct timespec){ 3000, 7 };
	t[1] = (struct timespec){ 0, UTIME_OMIT };
	CHECK_EQ(utimensat(AT_FDCWD, "f", t, 0), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_atim.tv_sec, 3000);
	CHECK(st.st_mtime >= now - 2);
	CHECK_EQ(utimensat(AT_FDCWD, "f", NULL, 0), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK(st.st_atime >= now - 2);
}
