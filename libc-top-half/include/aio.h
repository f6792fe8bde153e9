#ifndef _WASI_AIO_H
#define _WASI_AIO_H

#include <features.h>

/* struct aiocb needs struct sigevent, which <signal.h> hides from strict C. */
#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) \
	|| defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
#include <__musl/aio.h>
#endif

#endif
