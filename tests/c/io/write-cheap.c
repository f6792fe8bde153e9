/* read, write: a byte costs 82 instructions at most. */
#include "../check.h"

int main(void)
{
	char byte = 0;
	int fd = open("f", O_RDWR | O_CREAT, 0666);

	for (int i = 0; i < 10000; i++)
		if (write(fd, &byte, 1) != 1) return 1;
	if (lseek(fd, 0, SEEK_SET) != 0) return 2;
	for (int i = 0; i < 10000; i++)
		if (read(fd, &byte, 1) != 1) return 3;
}
