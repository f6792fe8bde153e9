#include <signal.h>
#include "pthread_impl.h"

/* The signals that may have a handler, which posix_spawn resets. Upstream remembers those that
 * had one; here any may, except the three that are the C library's own. */
void __get_handler_set(sigset_t *set)
{
	sigfillset(set);
	for (int sig = SIGTIMER; sig <= SIGSYNCCALL; sig++) sigdelset(set, sig);
}
