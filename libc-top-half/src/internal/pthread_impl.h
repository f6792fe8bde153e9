#ifndef _WASI_PTHREAD_IMPL_H
#define _WASI_PTHREAD_IMPL_H

#include "__musl/pthread_impl.h"

/* A wait has the name of the waiting function, for the message if nothing can end it.
 * overlay.toml sets the name if the function is defined under another one. */
#ifndef WAITS_IN
#define WAITS_IN __func__
#endif

/* An extension, with FUTEX_WAIT: the argument after the timeout is that name. */
#define FUTEX_NAMED 0x1000

hidden int __named_wait(const char *, volatile int *, int, clockid_t, const struct timespec *);

#define __timedwait(addr, val, clk, at, priv) __named_wait(WAITS_IN, addr, val, clk, at)
#define __timedwait_cp(addr, val, clk, at, priv) __named_wait(WAITS_IN, addr, val, clk, at)

/* No other thread could end a spin before the wait. */
#define __wait(addr, waiters, val, priv) __named_wait(WAITS_IN, addr, val, CLOCK_REALTIME, 0)

#endif
