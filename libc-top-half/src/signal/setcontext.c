#define _GNU_SOURCE
#include <errno.h>
#include <ucontext.h>
#include "syscall.h"

/* wasm's call stack is out of reach: it can be unwound, but not kept or changed. */
int setcontext(const ucontext_t *u)
{
	return __syscall_ret(-ENOSYS);
}
