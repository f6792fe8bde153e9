/* Each system call is a function of its own, __sys_NAME, with the parameters of
 * its row in syscalls.toml. The generated __syscall_dispatch is an always-inline
 * switch over the number: a constant number folds it into one call, so that a
 * program links only the system calls that it can make. */

#define __scc(X) ((long long)(X))
typedef long long syscall_arg_t;

#include "syscall_dispatch.h"

#define __SYSCALL_LL_E(x) (x)
#define __SYSCALL_LL_O(x) (x)

#define __SYSCALL_INLINE static __inline __attribute__((__always_inline__)) long

__SYSCALL_INLINE __syscall0(long n)
{
	return __syscall_dispatch(n, 0, 0, 0, 0, 0, 0);
}

__SYSCALL_INLINE __syscall1(long n, syscall_arg_t a)
{
	return __syscall_dispatch(n, a, 0, 0, 0, 0, 0);
}

__SYSCALL_INLINE __syscall2(long n, syscall_arg_t a, syscall_arg_t b)
{
	return __syscall_dispatch(n, a, b, 0, 0, 0, 0);
}

__SYSCALL_INLINE __syscall3(long n, syscall_arg_t a, syscall_arg_t b, syscall_arg_t c)
{
	return __syscall_dispatch(n, a, b, c, 0, 0, 0);
}

__SYSCALL_INLINE __syscall4(
	long n, syscall_arg_t a, syscall_arg_t b, syscall_arg_t c, syscall_arg_t d)
{
	return __syscall_dispatch(n, a, b, c, d, 0, 0);
}

__SYSCALL_INLINE __syscall5(
	long n, syscall_arg_t a, syscall_arg_t b, syscall_arg_t c, syscall_arg_t d, syscall_arg_t e)
{
	return __syscall_dispatch(n, a, b, c, d, e, 0);
}

__SYSCALL_INLINE __syscall6(long n, syscall_arg_t a, syscall_arg_t b, syscall_arg_t c,
	syscall_arg_t d, syscall_arg_t e, syscall_arg_t f)
{
	return __syscall_dispatch(n, a, b, c, d, e, f);
}

#define IPC_64 0
