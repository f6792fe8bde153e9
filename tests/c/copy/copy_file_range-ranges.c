/* copy_file_range: positions and places, within one file, errors. */
#include "../check.h"

int main(void)
{
	off_t in = 2, out = 0;

	PUT("a", "0123456789");
	int a = OPEN("a", O_RDWR), b = open("b", O_RDWR | O_CREAT, 0600);
	CHECK_EQ(copy_file_range(a, NULL, b, NULL, 4, 0), 4);
	CHECK_EQ(copy_file_range(a, NULL, b, NULL, 99, 0), 6);
	CHECK_EQ(copy_file_range(a, NULL, b, NULL, 99, 0), 0);
	CHECK_FILE("b", "0123456789");
	CHECK_EQ(copy_file_range(a, &in, b, &out, 3, 0), 3);
	CHECK_EQ(in, 5);
	CHECK_EQ(out, 3);
	CHECK_EQ(lseek(a, 0, SEEK_CUR), 10);
	CHECK_FILE("b", "2343456789");
	in = 0, out = 5;
	CHECK_EQ(copy_file_range(a, &in, a, &out, 5, 0), 5);
	CHECK_FILE("a", "0123401234");
	in = 0, out = 4;
	CHECK_ERRNO(copy_file_range(a, &in, a, &out, 5, 0), EINVAL);
	/* Nothing is copied that the file did not hold before. */
	PUT("c", "01234");
	int c = OPEN("c", O_RDWR);
	in = 0, out = 5;
	CHECK_EQ(copy_file_range(c, &in, c, &out, 99, 0), 5);
	CHECK_FILE("c", "0123401234");
	in = 8, out = 4;
	CHECK_EQ(copy_file_range(c, &in, c, &out, 99, 0), 2);
	CHECK_EQ(out, 6);
	CHECK_FILE("c", "0123341234");
	in = 20, out = 19;
	CHECK_EQ(copy_file_range(c, &in, c, &out, 99, 0), 0);
	in = 0, out = 4;
	CHECK_ERRNO(copy_file_range(a, &in, b, NULL, 5, 1), EINVAL);
	int dir = OPEN(".", O_RDONLY | O_DIRECTORY);
	CHECK_ERRNO(copy_file_range(dir, NULL, b, NULL, 5, 0), EISDIR);
	int append = OPEN("b", O_WRONLY | O_APPEND);
	CHECK_ERRNO(copy_file_range(a, &in, append, NULL, 5, 0), EBADF);
	int readable = OPEN("b", O_RDONLY);
	CHECK_ERRNO(copy_file_range(a, &in, readable, NULL, 5, 0), EBADF);
	CHECK_ERRNO(copy_file_range(99, NULL, b, NULL, 5, 0), EBADF);
}
