/* futimens: sets the times of an open file, one opened for reading too. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct timespec t[2] = { { 1234567, 8 }, { 7654321, 9 } };
	struct stat st;

	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(futimens(fd, t), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_atim.tv_sec, 1234567);
	CHECK_EQ(st.st_mtim.tv_sec, 7654321);
	CHECK_EQ(st.st_mtim.tv_nsec, 9);
	CHECK_EQ(close(fd), 0);
}
