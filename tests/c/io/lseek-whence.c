/* lseek: SEEK_SET, SEEK_CUR and SEEK_END, forwards and backwards. */
#include "../check.h"

int main(void)
{
	char byte;

	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(lseek(fd, 4, SEEK_SET), 4);
	CHECK_EQ(lseek(fd, 3, SEEK_CUR), 7);
	CHECK_EQ(lseek(fd, -5, SEEK_CUR), 2);
	CHECK_EQ(read(fd, &byte, 1), 1);
	CHECK_EQ(byte, '2');
	CHECK_EQ(lseek(fd, -1, SEEK_END), 9);
	CHECK_EQ(read(fd, &byte, 1), 1);
	CHECK_EQ(byte, '9');
	CHECK_EQ(lseek(fd, 10, SEEK_END), 20);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 20);
	CHECK_EQ(close(fd), 0);
}
