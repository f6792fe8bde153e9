/* A named semaphore keeps its value while it is closed, and stays valid without a name. */
#include "../check.h"
#include <semaphore.h>

int main(void)
{
	char name[64];
	int value;

	snprintf(name, sizeof name, "/sem_open-lives-on-%d", (int)getpid());
	sem_t *a = sem_open(name, O_CREAT, 0600, 1);
	CHECK(a != SEM_FAILED);
	CHECK_EQ(sem_post(a), 0);
	CHECK_EQ(sem_close(a), 0);
	a = sem_open(name, O_CREAT, 0600, 9);
	CHECK(a != SEM_FAILED);
	CHECK_EQ(sem_getvalue(a, &value), 0);
	CHECK_EQ(value, 2);
	CHECK_EQ(sem_unlink(name), 0);
	sem_t *b = sem_open(name, O_CREAT, 0600, 5);
	CHECK(b != SEM_FAILED && b != a);
	CHECK_EQ(sem_getvalue(a, &value), 0);
	CHECK_EQ(value, 2);
	CHECK_EQ(sem_getvalue(b, &value), 0);
	CHECK_EQ(value, 5);
	CHECK_EQ(sem_close(a), 0);
	CHECK_EQ(sem_close(b), 0);
	CHECK_EQ(sem_unlink(name), 0);
}
