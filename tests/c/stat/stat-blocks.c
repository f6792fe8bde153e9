/* stat: st_blksize is a usable buffer size; st_blocks counts about the bytes written. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	static char block[65536];
	struct stat st;
	int fd = OPEN("f", O_WRONLY | O_CREAT);

	for (size_t i = 0; i < sizeof block; i++)
		block[i] = (char)(i * 7 + 1);
	CHECK_EQ(write(fd, block, sizeof block), sizeof block);
	CHECK_EQ(fsync(fd), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK(st.st_blksize >= 512);
	CHECK(st.st_blocks >= 64 && st.st_blocks <= 4096);
	CHECK_EQ(close(fd), 0);
}
