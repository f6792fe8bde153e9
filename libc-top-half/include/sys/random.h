#ifndef _WASI_SYS_RANDOM_H
#define _WASI_SYS_RANDOM_H

#include <sys/__musl/random.h>

#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
#ifdef __cplusplus
extern "C" {
#endif

/* glibc declares it here, POSIX in <unistd.h>. */
int getentropy(void *, size_t);

#ifdef __cplusplus
}
#endif
#endif

#endif
