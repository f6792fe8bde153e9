/* open: 200 files at once, each with its own offset and content. */
#include "../check.h"

int main(void)
{
	int fd[200];
	char name[16], got[16];

	for (int i = 0; i < 200; i++) {
		int length = snprintf(name, sizeof name, "f%d", i);
		fd[i] = OPEN(name, O_RDWR | O_CREAT | O_EXCL);
		CHECK_EQ(write(fd[i], name, (size_t)length), length);
	}
	for (int i = 0; i < 200; i++) {
		int length = snprintf(name, sizeof name, "f%d", i);
		CHECK_EQ(pread(fd[i], got, sizeof got, 0), length);
		CHECK_MEM(got, name, length);
		CHECK_EQ(close(fd[i]), 0);
	}
}
