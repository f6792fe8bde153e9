/* open, read, close: one host call each, once the preopens are known. */
#include "../check.h"

int main(void)
{
	char byte;

	for (int i = 0; i < 100; i++) {
		int fd = OPEN("d/f", O_RDONLY);
		CHECK_EQ(read(fd, &byte, 1), 1);
		CHECK_EQ(close(fd), 0);
	}
}
