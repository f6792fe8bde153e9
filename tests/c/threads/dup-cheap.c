/* dup: what a read or write by a copy costs in a program with threads, alone and beside another
 * thread. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>

static sem_t is_over;

static void *wait_for_end(void *unused)
{
	while (sem_wait(&is_over) != 0)
		;
	return unused;
}

/* As in dup/dup-cheap.c. */
int main(int argc, char **argv)
{
	char byte = 0;
	pthread_t other;
	int alone = argc > 1 && strcmp(argv[1], "alone") == 0;

	CHECK_EQ(sem_init(&is_over, 0, 0), 0);
	if (!alone) CHECK_EQ(pthread_create(&other, NULL, wait_for_end, NULL), 0);
	int fd = dup(open("f", O_RDWR | O_CREAT, 0666));
	for (int i = 0; i < 10000; i++)
		if (write(fd, &byte, 1) != 1) return 1;
	if (lseek(fd, 0, SEEK_SET) != 0) return 2;
	for (int i = 0; i < 10000; i++)
		if (read(fd, &byte, 1) != 1) return 3;
	CHECK_EQ(sem_post(&is_over), 0);
	if (!alone) CHECK_EQ(pthread_join(other, NULL), 0);
}
