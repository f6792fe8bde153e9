/* semctl: a number or a pointer where a union belongs is taken as one. */
#include "../check.h"
#include <sys/sem.h>

static unsigned short values[2] = { 7, 8 };
static struct semid_ds ds;

int main(void)
{
	int id = semget(IPC_PRIVATE, 2, 0600);

	CHECK(id >= 0);
	for (int value = 0; value < 3; value++) {
		CHECK_EQ(semctl(id, 1, SETVAL, value), 0);
		CHECK_EQ(semctl(id, 1, GETVAL), value);
	}
	CHECK_EQ(semctl(id, 1, SETVAL, 32767), 0);
	CHECK_EQ(semctl(id, 1, GETVAL, 0), 32767);
	CHECK_ERRNO(semctl(id, 1, SETVAL, -1), ERANGE);
	CHECK_EQ(semctl(id, 0, SETALL, values), 0);
	CHECK_EQ(semctl(id, 1, GETVAL), 8);
	CHECK_EQ(semctl(id, 0, IPC_STAT, &ds), 0);
	CHECK_EQ(ds.sem_nsems, 2);
	CHECK_EQ(semctl(id, 0, IPC_RMID, 0), 0);
}
