#ifndef _WASI_PTHREAD_IMPL_H
#define _WASI_PTHREAD_IMPL_H

#include "__musl/pthread_impl.h"

/* A wait carries the name of who waits, for the message of one that nothing could end;
 * overlay.toml gives it where the function that is called has another name. */
#ifndef WAITS_IN
#define WAITS_IN __func__
#endif

/* Of our own, with FUTEX_WAIT: the argument after the timeout is that name. */
#define FUTEX_NAMED 0x1000

hidden int __named_wait(const char *, volatile int *, int, clockid_t, const struct timespec *);

#define __timedwait(addr, val, clk, at, priv) __named_wait(WAITS_IN, addr, val, clk, at)
#define __timedwait_cp(addr, val, clk, at, priv) __named_wait(WAITS_IN, addr, val, clk, at)

/* Before a wait without end there is nobody to spin for. */
#define __wait(addr, waiters, val, priv) __named_wait(WAITS_IN, addr, val, CLOCK_REALTIME, 0)

#endif
