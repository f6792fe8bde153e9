#ifndef _WASI_TIME_H
#define _WASI_TIME_H

#include <features.h>

/* wasi-libc's struct tm has one member more. */
#if defined(_BSD_SOURCE) || defined(_GNU_SOURCE)
#define tm_zone \
	tm_zone; \
	int __tm_nsec
#else
#define __tm_zone \
	__tm_zone; \
	int __tm_nsec
#endif

#include <__musl/time.h>

#undef tm_zone
#if !defined(_BSD_SOURCE) && !defined(_GNU_SOURCE)
#undef __tm_zone
#endif

/* A clock of machines that are no more. */
#undef CLOCK_SGI_CYCLE

#ifdef __cplusplus
extern "C" {
#endif

/* The symbol "clock" counts nanoseconds, for objects compiled against wasi-libc. */
__REDIR(clock, __clock_usec);

#ifdef __cplusplus
}
#endif

#endif
