#ifndef _WASI_NAMED_SEM_H
#define _WASI_NAMED_SEM_H

#include <semaphore.h>
#include <sys/types.h>

/* A semaphore that sem_open made. It exists while it has its name, or until its last
 * close. */
struct named_sem {
	struct named_sem *next;
	sem_t sem;
	unsigned users;
	mode_t mode;
	int has_name;
	char name[];
};

extern hidden struct named_sem *__named_sems;

/* The place in the list of the semaphore that has this name, or of the end. */
hidden struct named_sem **__find_named_sem(const char *);

/* Frees the semaphore at this place if it is no longer reachable. */
hidden void __drop_named_sem(struct named_sem **);

#endif
