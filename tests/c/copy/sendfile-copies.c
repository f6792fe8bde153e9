/* sendfile and copy_file_range: bytes from one file to another. */
#include "../check.h"
#include <sys/sendfile.h>

int main(void)
{
	off_t from = 3, in = 0, out = 10;

	PUT("a", "0123456789");
	int a = OPEN("a", O_RDONLY), b = OPEN("b", O_RDWR | O_CREAT);
	CHECK_EQ(sendfile(b, a, &from, 4), 4);
	CHECK_EQ(from, 7);
	CHECK_EQ(lseek(a, 0, SEEK_CUR), 0);
	CHECK_FILE("b", "3456");
	CHECK_EQ(ftruncate(b, 0), 0);
	CHECK_EQ(copy_file_range(a, &in, b, &out, 2, 0), 2);
	CHECK_EQ(in, 2);
	CHECK_EQ(out, 12);
	CHECK_EQ(lseek(b, 0, SEEK_END), 12);
}
