#ifndef _WASI_SIGNAL_H
#define _WASI_SIGNAL_H

#include <__musl/signal.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A function pointer is a small number, so that 1 and 2 can be real handlers. */
void __SIG_ERR(int);
void __SIG_IGN(int);
#undef SIG_ERR
#undef SIG_IGN
#define SIG_ERR (__SIG_ERR)
#define SIG_IGN (__SIG_IGN)

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) \
	|| defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
void __SIG_HOLD(int);
#undef SIG_HOLD
#define SIG_HOLD (__SIG_HOLD)
#endif

#ifdef __cplusplus
}
#endif

#endif
