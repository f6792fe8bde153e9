/* pread and pwrite: one host call each, no seeking. */
#include "../check.h"

int main(void)
{
	char byte = 'x';
	int fd = OPEN("f", O_RDWR | O_CREAT);

	for (int i = 0; i < 100; i++) {
		CHECK_EQ(pwrite(fd, &byte, 1, i), 1);
		CHECK_EQ(pread(fd, &byte, 1, i), 1);
	}
	CHECK_EQ(close(fd), 0);
}
