/* lseek, write, read and fstat: offsets and sizes over 4 GiB are whole, not cut to 32 bits. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	const off_t place = 5LL * 1024 * 1024 * 1024 + 7;
	char got[3];
	struct stat st;
	int fd = OPEN("f", O_RDWR | O_CREAT);

	CHECK_EQ(lseek(fd, place, SEEK_SET), place);
	CHECK_EQ(write(fd, "xyz", 3), 3);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), place + 3);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, place + 3);
	CHECK_EQ(pread(fd, got, 3, place), 3);
	CHECK_MEM(got, "xyz", 3);
	CHECK_EQ(pread(fd, got, 1, 7), 1);
	CHECK_EQ(got[0], 0);
	CHECK_EQ(lseek(fd, -3, SEEK_END), place);
	CHECK_EQ(pwrite(fd, "Y", 1, place + 1), 1);
	CHECK_EQ(read(fd, got, 3), 3);
	CHECK_MEM(got, "xYz", 3);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(unlink("f"), 0);
}
