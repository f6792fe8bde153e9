#include <signal.h>
#include "syscall.h"

/* Accepts everything that Linux does: SS_ONSTACK too, which old programs set to request
 * the stack. */
int sigaltstack(const stack_t *restrict stack, stack_t *restrict old)
{
	return syscall(SYS_sigaltstack, stack, old);
}
