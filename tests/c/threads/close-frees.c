/* A descriptor that is closed is bad, and the next file gets its number. */
#include "../check.h"
#include <pthread.h>

static int file;

static void *run(void *argument)
{
	CHECK_EQ(close(file), 0);
	return argument;
}

int main(void)
{
	pthread_t thread;

	CHECK((file = open("file", O_RDWR | O_CREAT, 0600)) >= 0);
	CHECK_EQ(pthread_create(&thread, NULL, run, NULL), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(write(file, "x", 1), -1);
	CHECK_EQ(errno, EBADF);
	CHECK_EQ(fsync(file), -1);
	CHECK_EQ(errno, EBADF);
	CHECK_EQ(open("file", O_RDWR), file);
}
