/* struct stat and the file types. */
#include "check.h"
#include <sys/stat.h>
#include <time.h>

int main(void)
{
	struct stat st;

	memset(&st, 0xff, sizeof st);
	CHECK_EQ(stat("file", &st), 0);
	CHECK(S_ISREG(st.st_mode));
	CHECK_EQ(st.st_size, 5);
	CHECK_EQ(st.st_nlink, 1);
	CHECK(st.st_ino != 0);
	time_t now = time(NULL);
	CHECK(st.st_mtim.tv_sec <= now + 1 && st.st_mtim.tv_sec > now - 3600);
	CHECK(st.st_mtim.tv_nsec >= 0 && st.st_mtim.tv_nsec < 1000000000);
	CHECK(st.st_ctim.tv_sec > now - 3600);

	CHECK_EQ(stat("folder", &st), 0);
	CHECK(S_ISDIR(st.st_mode));
	CHECK_EQ(lstat("link", &st), 0);
	CHECK(S_ISLNK(st.st_mode));
	CHECK_EQ(stat("link", &st), 0);
	CHECK(S_ISREG(st.st_mode));

	int fd = OPEN("file", O_RDONLY);
	struct stat same;
	CHECK_EQ(fstat(fd, &same), 0);
	CHECK_EQ(same.st_ino, st.st_ino);
	CHECK_EQ(same.st_dev, st.st_dev);

	struct timespec times[2] = { { 1000, 5000 }, { 2000, 7000 } };
	CHECK_EQ(futimens(fd, times), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_atim.tv_sec, 1000);
	CHECK_EQ(st.st_atim.tv_nsec, 5000);
	CHECK_EQ(st.st_mtim.tv_sec, 2000);
	CHECK_EQ(st.st_mtim.tv_nsec, 7000);
	return 0;
}
