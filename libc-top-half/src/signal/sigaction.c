#include <errno.h>
#include <signal.h>
#include <string.h>
#include "ksigaction.h"
#include "pthread_impl.h"
#include "syscall.h"

/* Whether a handler may end a wait with EINTR; a handler can have any number but 0 here. */
volatile int __eintr_valid_flag;

int __libc_sigaction(int sig, const struct sigaction *restrict sa, struct sigaction *restrict old)
{
	struct k_sigaction new, was;
	if (sa) {
		if (sa->sa_handler && !(sa->sa_flags & SA_RESTART)) __eintr_valid_flag = 1;
		new.handler = sa->sa_handler;
		new.flags = sa->sa_flags;
		memcpy(&new.mask, &sa->sa_mask, sizeof new.mask);
	}
	int r = __syscall(SYS_rt_sigaction, sig, sa ? &new : 0, old ? &was : 0, _NSIG / 8);
	if (old && !r) {
		old->sa_handler = was.handler;
		old->sa_flags = was.flags;
		memcpy(&old->sa_mask, &was.mask, sizeof was.mask);
	}
	return __syscall_ret(r);
}

int __sigaction(int sig, const struct sigaction *restrict sa, struct sigaction *restrict old)
{
	/* Three signals are the C library's own. */
	if (sig <= 0 || sig >= _NSIG || (sig >= SIGTIMER && sig <= SIGSYNCCALL))
		return __syscall_ret(-EINVAL);
	return __libc_sigaction(sig, sa, old);
}

weak_alias(__sigaction, sigaction);
