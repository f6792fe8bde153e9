/* dup: a read or write by a copy costs under 100 instructions more than without. */
#include "../check.h"

/* As in io/write-cheap.c, which has no copies and at most 1,500,000 instructions. */
int main(void)
{
	char byte = 0;
	int fd = open("f", O_RDWR | O_CREAT, 0666);

	fd = dup(fd);
	for (int i = 0; i < 10000; i++)
		if (write(fd, &byte, 1) != 1) return 1;
	if (lseek(fd, 0, SEEK_SET) != 0) return 2;
	for (int i = 0; i < 10000; i++)
		if (read(fd, &byte, 1) != 1) return 3;
}
