/* Descriptors are the process's: threads open, duplicate, poll and close at once. */
#include "../check.h"
#include <poll.h>
#include <pthread.h>
#include <sys/stat.h>

static void *work(void *argument)
{
	char name[16], text[16];
	snprintf(name, sizeof name, "file%d", (int)(long)argument);
	for (int i = 0; i < 200; i++) {
		int ends[2], file, copy;
		struct pollfd entry;
		struct stat about;

		CHECK((file = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600)) >= 0);
		CHECK_EQ(write(file, name, 5), 5);
		CHECK((copy = dup(file)) >= 0);
		CHECK_EQ(close(file), 0);
		CHECK_EQ(lseek(copy, 0, SEEK_SET), 0);
		CHECK_EQ(read(copy, text, sizeof text), 5);
		CHECK(memcmp(text, name, 5) == 0);
		CHECK_EQ(fstat(copy, &about), 0);
		CHECK_EQ(about.st_size, 5);
		CHECK_EQ(pipe(ends), 0);
		entry = (struct pollfd){ ends[0], POLLIN, 0 };
		CHECK_EQ(poll(&entry, 1, 0), 0);
		CHECK_EQ(write(ends[1], text, 1), 1);
		CHECK_EQ(poll(&entry, 1, -1), 1);
		CHECK_EQ(close(ends[0]), 0);
		CHECK_EQ(close(ends[1]), 0);
		CHECK_EQ(close(copy), 0);
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[4];
	for (long i = 0; i < 4; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, work, (void *)i), 0);
	for (int i = 0; i < 4; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	/* All are closed again. */
	CHECK_EQ(dup(0), dup(0) - 1);
}
