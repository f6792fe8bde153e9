/* semop: several operations happen together or not at all; semctl returns and sets values. */
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
	int id = semget(IPC_PRIVATE, 3, 0600);
	unsigned short values[3] = { 1, 2, 3 };
	struct semid_ds ds;
	time_t now = time(NULL);

	CHECK(id >= 0);
	CHECK_EQ(semctl(id, 1, GETVAL), 0);
	CHECK_EQ(semctl(id, 1, GETPID), 0);
	CHECK_EQ(semctl(id, 0, SETALL, (union semun){ .array = values }), 0);
	CHECK_EQ(semctl(id, 2, SETVAL, (union semun){ .val = 5 }), 0);
	memset(values, 0, sizeof values);
	CHECK_EQ(semctl(id, 0, GETALL, (union semun){ .array = values }), 0);
	CHECK_EQ(values[0] * 100 + values[1] * 10 + values[2], 125);

	struct sembuf ops[] = { { 0, -1, 0 }, { 0, 0, IPC_NOWAIT }, { 2, 3, SEM_UNDO } };
	CHECK_EQ(semop(id, ops, 3), 0);
	CHECK_EQ(semctl(id, 0, GETVAL), 0);
	CHECK_EQ(semctl(id, 2, GETVAL), 8);
	CHECK_EQ(semctl(id, 2, GETPID), getpid());
	CHECK_EQ(semctl(id, 2, GETNCNT), 0);
	CHECK_EQ(semctl(id, 2, GETZCNT), 0);

	struct sembuf fails[] = { { 1, -2, 0 }, { 1, 4, 0 }, { 2, -9, IPC_NOWAIT } };
	CHECK_ERRNO(semop(id, fails, 3), EAGAIN);
	CHECK_EQ(semctl(id, 1, GETVAL), 2);
	CHECK_EQ(semctl(id, 2, GETVAL), 8);
	struct sembuf zero = { 1, 0, IPC_NOWAIT };
	CHECK_ERRNO(semop(id, &zero, 1), EAGAIN);

	CHECK_EQ(semctl(id, 0, IPC_STAT, (union semun){ .buf = &ds }), 0);
	CHECK_EQ(ds.sem_nsems, 3);
	CHECK(ds.sem_otime >= now && ds.sem_ctime >= now);
	CHECK_EQ(ds.sem_perm.mode & 0777, 0600);
	CHECK_EQ(semctl(id, 0, IPC_RMID), 0);
	CHECK_ERRNO(semctl(id, 0, GETVAL), EINVAL);
	CHECK_ERRNO(semop(id, &zero, 1), EINVAL);
}
