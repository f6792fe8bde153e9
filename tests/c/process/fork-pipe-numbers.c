/* A pipe takes two numbers, the lowest that are free, and gives both back. */
#include "../processes.h"

static int count(void)
{
	int open = 0;

	for (int fd = 0; fd < 64; fd++)
		open += fcntl(fd, F_GETFD) >= 0;
	return open;
}

int main(void)
{
	int before = count(), ends[2], more[2], fd;

	PUT("f", "");
	fd = OPEN("f", O_RDONLY);
	CHECK_EQ(close(fd), 0);
	for (int i = 0; i < 100; i++) {
		CHECK_EQ(pipe(ends), 0);
		CHECK_EQ(ends[0], fd);
		CHECK_EQ(ends[1], fd + 1);
		CHECK_EQ(count(), before + 2);
		CHECK_EQ(close(ends[0]), 0);
		CHECK_EQ(pipe(more), 0);
		CHECK_EQ(more[0], ends[0]);
		CHECK_EQ(more[1], ends[1] + 1);
		CHECK_EQ(count(), before + 3);
		CHECK_EQ(close(more[0]), 0);
		CHECK_EQ(close(more[1]), 0);
		CHECK_EQ(close(ends[1]), 0);
		CHECK_EQ(count(), before);
	}
}
