/* splice, tee, vmsplice: from a file through pipes to a file. */
#include "../check.h"
#include <sys/uio.h>

int main(void)
{
	int first[2], second[2];
	off_t in = 2, out = 1;
	char text[16];

	PUT("a", "0123456789");
	int a = OPEN("a", O_RDONLY), b = open("b", O_RDWR | O_CREAT, 0600);
	CHECK_EQ(pipe2(first, O_NONBLOCK), 0);
	CHECK_EQ(pipe2(second, O_NONBLOCK), 0);
	CHECK_ERRNO(splice(first[0], NULL, b, NULL, 5, 0), EAGAIN);
	CHECK_EQ(splice(a, NULL, first[1], NULL, 4, 0), 4);
	CHECK_EQ(lseek(a, 0, SEEK_CUR), 4);
	CHECK_EQ(splice(a, &in, first[1], NULL, 2, 0), 2);
	CHECK_EQ(in, 4);
	CHECK_EQ(lseek(a, 0, SEEK_CUR), 4);
	CHECK_EQ(tee(first[0], second[1], 99, 0), 6);
	CHECK_EQ(splice(first[0], NULL, b, &out, 3, 0), 3);
	CHECK_EQ(out, 4);
	CHECK_EQ(splice(first[0], NULL, b, NULL, 99, 0), 3);
	CHECK_EQ(pread(b, text, sizeof text, 0), 4);
	CHECK_MEM(text, "3232", 4);
	CHECK_EQ(read(second[0], text, sizeof text), 6);
	CHECK_MEM(text, "012323", 6);
	struct iovec parts[2] = { { "ab", 2 }, { "cde", 3 } };
	CHECK_EQ(vmsplice(first[1], parts, 2, 0), 5);
	CHECK_EQ(read(first[0], text, sizeof text), 5);
	CHECK_MEM(text, "abcde", 5);
	CHECK_ERRNO(splice(a, NULL, b, NULL, 5, 0), EINVAL);
	CHECK_ERRNO(splice(first[0], &in, b, NULL, 5, 0), ESPIPE);
	CHECK_ERRNO(splice(a, NULL, first[1], &in, 5, 0), ESPIPE);
	CHECK_ERRNO(tee(first[0], first[1], 5, 0), EINVAL);
	CHECK_ERRNO(tee(a, first[1], 5, 0), EINVAL);
	CHECK_ERRNO(vmsplice(b, parts, 2, 0), EBADF);
	CHECK_ERRNO(splice(99, NULL, first[1], NULL, 5, 0), EBADF);
	CHECK_EQ(close(first[1]), 0);
	CHECK_EQ(splice(first[0], NULL, b, NULL, 5, 0), 0);
	CHECK_EQ(lseek(a, 0, SEEK_END), 10);
	CHECK_EQ(splice(a, NULL, second[1], NULL, 5, 0), 0);
}
