#ifndef _WASI_INTERNAL_SYSCALL_H
#define _WASI_INTERNAL_SYSCALL_H

#include "__musl/syscall.h"

/* A cancellation point asks before the call, and after one that was interrupted. */
#undef __syscall_cp
#undef __syscall_cp3
#undef __syscall_cp4
hidden int __must_cancel(void);
hidden long __cancellation_point(void);

static inline long __after_call(long result)
{
	long cancelled = result == -EINTR ? __cancellation_point() : 0;
	return cancelled ? cancelled : result;
}

#define __cancellable(call) \
	({ long __cancelled = __cancellation_point(); __cancelled ? __cancelled : __after_call(call); })
#define __syscall_cp(...) __cancellable(__syscall(__VA_ARGS__))
#define __syscall_cp3(n, a, b, c) __cancellable(__syscall3(n, a, b, c))
#define __syscall_cp4(n, a, b, c, d) __cancellable(__syscall4(n, a, b, c, d))

/* Every socket call has a number of its own. */
#undef __socketcall
#undef __socketcall_cp
#define __socketcall(nm, a, b, c, d, e, f) __syscall(SYS_##nm, a, b, c, d, e, f)
#define __socketcall_cp(nm, a, b, c, d, e, f) __cancellable(__socketcall(nm, a, b, c, d, e, f))

#endif
