/* read, write, lseek and close: EBADF for -1, a closed and a never opened descriptor. */
#include "../check.h"

int main(void)
{
	char byte = 'x';

	PUT("f", "abc");
	int closed = OPEN("f", O_RDWR);
	CHECK_EQ(close(closed), 0);
	int bad[] = { -1, closed, 900, -100, 0x7fffffff };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK_ERRNO(read(bad[i], &byte, 1), EBADF);
		CHECK_ERRNO(write(bad[i], &byte, 1), EBADF);
		CHECK_ERRNO(lseek(bad[i], 0, SEEK_CUR), EBADF);
		CHECK_ERRNO(pread(bad[i], &byte, 1, 0), EBADF);
		CHECK_ERRNO(pwrite(bad[i], &byte, 1, 0), EBADF);
		CHECK_ERRNO(close(bad[i]), EBADF);
	}
}
