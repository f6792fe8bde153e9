#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H
#ifdef __cplusplus
extern "C" {
#endif

#include <features.h>

#define __NEED_size_t
#define __NEED_time_t
#define __NEED_suseconds_t
#define __NEED_struct_timeval
#define __NEED_struct_timespec
#define __NEED_sigset_t

#include <bits/alltypes.h>

#define FD_SETSIZE 1024

/* A list, not bits: a descriptor may have any number. */
typedef struct {
	size_t __nfds;
	int __fds[FD_SETSIZE];
} fd_set;

static __inline size_t __fd_set_find(int __fd, const fd_set *__set)
{
	size_t __i;
	for (__i = 0; __i < __set->__nfds && __set->__fds[__i] != __fd; __i++);
	return __i;
}

static __inline void __fd_set_add(int __fd, fd_set *__set)
{
	size_t __i = __fd_set_find(__fd, __set);
	if (__i < __set->__nfds || __i == FD_SETSIZE) return;
	__set->__fds[__i] = __fd;
	__set->__nfds = __i + 1;
}

static __inline void __fd_set_remove(int __fd, fd_set *__set)
{
	size_t __i = __fd_set_find(__fd, __set);
	if (__i < __set->__nfds) __set->__fds[__i] = __set->__fds[--__set->__nfds];
}

static __inline int __fd_set_has(int __fd, const fd_set *__set)
{
	return __fd_set_find(__fd, __set) < __set->__nfds;
}

#define FD_ZERO(set) ((void)((set)->__nfds = 0))
#define FD_SET(fd, set) (__fd_set_add((fd), (set)))
#define FD_CLR(fd, set) (__fd_set_remove((fd), (set)))
#define FD_ISSET(fd, set) (__fd_set_has((fd), (set)))

int select(int, fd_set *__restrict, fd_set *__restrict, fd_set *__restrict,
	struct timeval *__restrict);
int pselect(int, fd_set *__restrict, fd_set *__restrict, fd_set *__restrict,
	const struct timespec *__restrict, const sigset_t *__restrict);

#ifdef __cplusplus
}
#endif
#endif
