/* read: descriptor 0 delivers standard input, then its end. */
#include "../check.h"

int main(void)
{
	char buffer[32];
	size_t length = 0;
	ssize_t n;

	while ((n = read(0, buffer + length, sizeof buffer - length)) > 0)
		length += (size_t)n;
	CHECK_EQ(n, 0);
	CHECK_EQ(length, 12);
	CHECK_MEM(buffer, "one\ntwo\nend\n", 12);
}
