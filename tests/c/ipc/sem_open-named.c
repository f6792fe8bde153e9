/* sem_open: one semaphore under a name, unlinked later. */
#include "../check.h"
#include <semaphore.h>

int main(void)
{
	sem_t *a = sem_open("/wasi-sysroot-test", O_CREAT | O_EXCL, 0600, 1);

	CHECK(a != SEM_FAILED);
	sem_t *b = sem_open("/wasi-sysroot-test", 0);
	CHECK(a == b);
	CHECK_EQ(sem_wait(a), 0);
	CHECK_ERRNO(sem_trywait(b), EAGAIN);
	CHECK_EQ(sem_unlink("/wasi-sysroot-test"), 0);
	CHECK(sem_open("/wasi-sysroot-test", 0) == SEM_FAILED);
	CHECK_EQ(errno, ENOENT);
}
