#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "ipc_name.h"
#include "named_sem.h"

/* A name exists only in this process, like the semaphore. */
sem_t *sem_open(const char *name, int flags, ...)
{
	if (!(name = __ipc_name(name))) return SEM_FAILED;
	struct named_sem *s = *__find_named_sem(name);
	if (s) {
		if ((flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL)) {
			errno = EEXIST;
			return SEM_FAILED;
		}
		/* It is always opened for reading and writing. */
		if ((s->mode & 0600) != 0600) {
			errno = EACCES;
			return SEM_FAILED;
		}
		s->users++;
		return &s->sem;
	}
	if (!(flags & O_CREAT)) {
		errno = ENOENT;
		return SEM_FAILED;
	}
	va_list ap;
	va_start(ap, flags);
	mode_t mode = va_arg(ap, mode_t);
	unsigned value = va_arg(ap, unsigned);
	va_end(ap);
	if (value > SEM_VALUE_MAX) {
		errno = EINVAL;
		return SEM_FAILED;
	}
	size_t n = strlen(name) + 1;
	if (!(s = malloc(offsetof(struct named_sem, name) + n))) return SEM_FAILED;
	sem_init(&s->sem, 1, value);
	s->users = 1;
	s->mode = mode;
	s->has_name = 1;
	memcpy(s->name, name, n);
	s->next = __named_sems;
	__named_sems = s;
	return &s->sem;
}

int sem_close(sem_t *sem)
{
	for (struct named_sem **p = &__named_sems; *p; p = &(*p)->next) {
		if (&(*p)->sem != sem || !(*p)->users) continue;
		(*p)->users--;
		__drop_named_sem(p);
		return 0;
	}
	errno = EINVAL;
	return -1;
}
