#define _GNU_SOURCE
#include <ucontext.h>
#include "syscall.h"

/* wasm's stack can be unwound, but not changed. */
int setcontext(const ucontext_t *u)
{
	return syscall(SYS_rt_sigreturn);
}
