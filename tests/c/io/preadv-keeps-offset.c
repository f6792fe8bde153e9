/* preadv and pwritev: several buffers at a place of their own. */
#include "../check.h"
#include <sys/uio.h>

int main(void)
{
	char a[2], b[3];
	struct iovec out[] = { { "AB", 2 }, { "CDE", 3 } };
	struct iovec in[] = { { a, 2 }, { b, 3 } };

	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(pwritev(fd, out, 2, 3), 5);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 0);
	CHECK_FILE("f", "012ABCDE89");
	CHECK_EQ(preadv(fd, in, 2, 4), 5);
	CHECK_MEM(a, "BC", 2);
	CHECK_MEM(b, "DE8", 3);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 0);
	CHECK_EQ(close(fd), 0);
}
