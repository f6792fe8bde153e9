#ifndef _WASI_INTERNAL_SYSCALL_H
#define _WASI_INTERNAL_SYSCALL_H

#include "__musl/syscall.h"

/* Only another thread could cancel a waiting one, so no system call is a cancellation
 * point. */
#undef __syscall_cp
#undef __syscall_cp3
#undef __syscall_cp4
#define __syscall_cp(...) __syscall(__VA_ARGS__)
#define __syscall_cp3(n, a, b, c) __syscall3(n, a, b, c)
#define __syscall_cp4(n, a, b, c, d) __syscall4(n, a, b, c, d)

/* Every socket call has a number of its own. */
#undef __socketcall
#undef __socketcall_cp
#define __socketcall(nm, a, b, c, d, e, f) __syscall(SYS_##nm, a, b, c, d, e, f)
#define __socketcall_cp(nm, a, b, c, d, e, f) __socketcall(nm, a, b, c, d, e, f)

#endif
