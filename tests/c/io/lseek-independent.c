/* Two opens of one file have two offsets; a write through one is seen through the other. */
#include "../check.h"

int main(void)
{
	char buffer[3];

	PUT("f", "abcdef");
	int a = OPEN("f", O_RDWR), b = OPEN("f", O_RDONLY);
	CHECK(a != b);
	CHECK_EQ(lseek(a, 3, SEEK_SET), 3);
	CHECK_EQ(lseek(b, 0, SEEK_CUR), 0);
	CHECK_EQ(write(a, "XYZ", 3), 3);
	CHECK_EQ(lseek(b, 3, SEEK_SET), 3);
	CHECK_EQ(read(b, buffer, 3), 3);
	CHECK_MEM(buffer, "XYZ", 3);
	CHECK_EQ(close(a), 0);
	CHECK_EQ(read(b, buffer, 3), 0);
	CHECK_EQ(close(b), 0);
}
