#include <signal.h>
#include "syscall.h"

/* All that Linux takes: SS_ONSTACK too, which old programs set to ask for the stack. */
int sigaltstack(const stack_t *restrict stack, stack_t *restrict old)
{
	return syscall(SYS_sigaltstack, stack, old);
}
