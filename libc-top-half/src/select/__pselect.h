#include <features.h>
#include <signal.h>
#include <sys/select.h>

/* As pselect; a mask has an effect once __interruptible was called. */
hidden int __pselect(int, fd_set *restrict, fd_set *restrict, fd_set *restrict,
	const struct timespec *restrict, const sigset_t *restrict);

/* From now on, signals end calls that wait. */
hidden void __interruptible(void);
