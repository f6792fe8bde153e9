#ifndef _WASI_STDLIB_H
#define _WASI_STDLIB_H

/* An exception that a function of atexit throws does not reach the caller of exit. C++ takes
 * this from the first declaration. */
#ifdef __cplusplus
extern "C" {
__attribute__((__nothrow__, __noreturn__)) void exit(int);
__attribute__((__nothrow__, __noreturn__)) void quick_exit(int);
}
#endif

#include <__musl/stdlib.h>

#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)

#define __NEED_size_t
#define __NEED_uint32_t

#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

uint32_t arc4random(void);
void arc4random_buf(void *, size_t);
uint32_t arc4random_uniform(uint32_t);

/* malloc.h declares it too, which programs include on known systems. */
size_t malloc_usable_size(void *);

#ifdef __cplusplus
}
#endif

#endif

#endif
