/* mmap: a shared map and the file's reads and writes see each other, by any descriptor. */
#include "../check.h"
#include <sys/mman.h>
#include <sys/uio.h>

int main(void)
{
	char got[20] = "";
	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDWR), other = OPEN("f", O_RDWR);
	char *p = mmap(NULL, 10, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char *q = mmap(NULL, 10, PROT_READ, MAP_SHARED, other, 0);
	CHECK(p != MAP_FAILED);
	CHECK(q != MAP_FAILED);

	p[2] = 'x';
	CHECK_EQ(q[2], 'x');
	CHECK_EQ(pread(other, got, 10, 0), 10);
	CHECK_STR(got, "01x3456789");
	CHECK_EQ(pwrite(other, "abc", 3, 4), 3);
	CHECK_MEM(p, "01x3abc789", 10);
	CHECK_EQ(write(fd, "A", 1), 1);
	CHECK_MEM(q, "A1x3abc789", 10);
	p[9] = '!';
	CHECK_EQ(lseek(other, 8, SEEK_SET), 8);
	CHECK_EQ(read(other, got, 20), 2);
	CHECK_MEM(got, "8!", 2);
	struct iovec parts[] = { { "[", 1 }, { "]", 1 } };
	CHECK_EQ(lseek(other, 6, SEEK_SET), 6);
	CHECK_EQ(writev(other, parts, 2), 2);
	CHECK_MEM(p, "A1x3ab[]8!", 10);
	CHECK_EQ(ftruncate(fd, 4), 0);
	CHECK_EQ(ftruncate(fd, 10), 0);
	CHECK_MEM(p, "A1x3\0\0\0\0\0\0", 10);
	int end = OPEN("f", O_WRONLY | O_APPEND);
	CHECK_EQ(ftruncate(fd, 4), 0);
	CHECK_EQ(write(end, "more", 4), 4);
	CHECK_MEM(p, "A1x3more\0\0", 10);
	CHECK_EQ(munmap(p, 10), 0);
	CHECK_EQ(q[4], 'm');
	CHECK_EQ(munmap(q, 10), 0);
	CHECK_FILE("f", "A1x3more");
}
