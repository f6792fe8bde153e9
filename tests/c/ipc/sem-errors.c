/* Semaphores of System V: EINVAL, EFBIG, E2BIG, ERANGE, EEXIST, ENOENT, and a timeout's EAGAIN. */
#define _GNU_SOURCE
#include "../check.h"
#include <sys/sem.h>
#include <time.h>

union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

int main(void)
{
	key_t key = 0x58000000 | (key_t)(getpid() & 0xffffff);
	static struct sembuf many[5000];
	unsigned short large[2] = { 1, 40000 };

	CHECK_ERRNO(semget(key, 2, 0), ENOENT);
	CHECK_ERRNO(semget(IPC_PRIVATE, 0, 0600), EINVAL);
	CHECK_ERRNO(semget(IPC_PRIVATE, -1, 0600), EINVAL);
	CHECK_ERRNO(semget(IPC_PRIVATE, 1000000, 0600), EINVAL);
	int id = semget(key, 2, IPC_CREAT | 0600);
	CHECK(id >= 0);
	CHECK_EQ(semget(key, 0, 0), id);
	CHECK_EQ(semget(key, 2, IPC_CREAT | 0600), id);
	CHECK_ERRNO(semget(key, 3, 0), EINVAL);
	CHECK_ERRNO(semget(key, 2, IPC_CREAT | IPC_EXCL | 0600), EEXIST);

	CHECK_ERRNO(semctl(id, 2, GETVAL), EINVAL);
	CHECK_ERRNO(semctl(id, -1, GETVAL), EINVAL);
	CHECK_ERRNO(semctl(id, 0, SETVAL, (union semun){ .val = -1 }), ERANGE);
	CHECK_ERRNO(semctl(id, 0, SETVAL, (union semun){ .val = 32768 }), ERANGE);
	CHECK_ERRNO(semctl(id, 0, SETALL, (union semun){ .array = large }), ERANGE);
	CHECK_EQ(semctl(id, 0, GETVAL), 0);
	CHECK_ERRNO(semctl(id, 0, 12345), EINVAL);

	struct sembuf beyond = { 2, 1, 0 }, up = { 0, 32767, 0 }, down = { 1, -1, 0 };
	CHECK_ERRNO(semop(id, &beyond, 1), EFBIG);
	CHECK_ERRNO(semop(id, many, 5000), E2BIG);
	CHECK_EQ(semop(id, &up, 1), 0);
	up.sem_op = 1;
	CHECK_ERRNO(semop(id, &up, 1), ERANGE);

	struct timespec before, after, twentieth = { .tv_nsec = 50000000 };
	clock_gettime(CLOCK_MONOTONIC, &before);
	CHECK_ERRNO(semtimedop(id, &down, 1, &twentieth), EAGAIN);
	clock_gettime(CLOCK_MONOTONIC, &after);
	CHECK((after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec >= 50000000);
	CHECK_EQ(semctl(id, 0, IPC_RMID), 0);
	CHECK_ERRNO(semget(key, 2, 0), ENOENT);
}
