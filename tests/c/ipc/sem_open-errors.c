/* sem_open, sem_close, sem_unlink: EEXIST, ENOENT, EINVAL, ENAMETOOLONG. */
#include "../check.h"
#include <limits.h>
#include <semaphore.h>

int main(void)
{
	char name[64], longest[NAME_MAX + 10];

	snprintf(name, sizeof name, "/sem_open-errors-%d", (int)getpid());
	CHECK_NULL(sem_open(name, 0), ENOENT);
	CHECK_ERRNO(sem_unlink(name), ENOENT);
	CHECK_NULL(sem_open("/a/b", O_CREAT, 0600, 1), EINVAL);
	memset(longest, 'x', sizeof longest);
	longest[0] = '/';
	longest[sizeof longest - 1] = '\0';
	CHECK(sem_open(longest, O_CREAT, 0600, 1) == SEM_FAILED);
	CHECK(errno == ENAMETOOLONG || errno == EINVAL); /* musl, glibc */
	CHECK_NULL(sem_open(name, O_CREAT, 0600, (unsigned)SEM_VALUE_MAX + 1), EINVAL);
	sem_t *a = sem_open(name, O_CREAT | O_EXCL, 0600, 3);
	CHECK(a != SEM_FAILED);
	CHECK_NULL(sem_open(name, O_CREAT | O_EXCL, 0600, 1), EEXIST);
	CHECK_EQ(sem_close(a), 0);
	CHECK_EQ(sem_unlink(name), 0);
	CHECK_ERRNO(sem_unlink(name), ENOENT);
}
