#ifndef _ERRNO_H
#define _ERRNO_H

#ifdef __cplusplus
extern "C" {
#endif

#include <features.h>

#include <bits/errno.h>

/* A variable, as in wasi-libc, whose objects refer to it by name. It is a macro too, because
 * the C standard says so and programs test it with #ifdef. */
extern __thread int errno;
#define errno errno

int *__errno_location(void) __attribute__((__const__));

#ifdef _GNU_SOURCE
extern char *program_invocation_short_name, *program_invocation_name;
#endif

#ifdef __cplusplus
}
#endif

#endif
