/* read: 3 MiB come back byte for byte through one large buffer. */
#include "../check.h"

enum { SIZE = 3 << 20 };

static unsigned char pattern(size_t i)
{
	return (unsigned char)(i * 2654435761u >> 13);
}

int main(void)
{
	unsigned char *buffer = malloc(SIZE);
	CHECK(buffer != NULL);
	for (size_t i = 0; i < SIZE; i++)
		buffer[i] = pattern(i);
	int fd = OPEN("f", O_RDWR | O_CREAT);
	for (size_t done = 0; done < SIZE;) {
		ssize_t n = write(fd, buffer + done, SIZE - done);
		CHECK(n > 0);
		done += (size_t)n;
	}
	memset(buffer, 0, SIZE);
	CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
	for (size_t done = 0; done < SIZE;) {
		ssize_t n = read(fd, buffer + done, SIZE - done);
		CHECK(n > 0);
		done += (size_t)n;
	}
	for (size_t i = 0; i < SIZE; i++)
		if (buffer[i] != pattern(i))
			CHECK_EQ(buffer[i], pattern(i));
	CHECK_EQ(read(fd, buffer, 1), 0);
	CHECK_EQ(close(fd), 0);
	free(buffer);
}
