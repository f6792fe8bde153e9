/* sem_open: one semaphore under a name, unlinked later. */
#include "../check.h"
#include <semaphore.h>

int main(void)
{
	char name[64];

	/* Natively the name is one for the whole machine. */
	snprintf(name, sizeof name, "/sem_open-named-%d", (int)getpid());
	sem_t *a = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
	CHECK(a != SEM_FAILED);
	sem_t *b = sem_open(name, 0);
	CHECK_EQ(sem_unlink(name), 0);
	CHECK(a == b);
	CHECK_EQ(sem_wait(a), 0);
	CHECK_ERRNO(sem_trywait(b), EAGAIN);
	CHECK(sem_open(name, 0) == SEM_FAILED);
	CHECK_EQ(errno, ENOENT);
}
