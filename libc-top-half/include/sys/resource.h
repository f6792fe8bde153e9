#ifndef _WASI_SYS_RESOURCE_H
#define _WASI_SYS_RESOURCE_H

#include <sys/__musl/resource.h>

/* Objects compiled against wasi-libc pass 1 and 2 for themselves and their
 * children; they expect a struct rusage that ends after ru_stime. */
#undef RUSAGE_THREAD
#define RUSAGE_THREAD 3

/* Upstream's have a type that C89 lacks. */
#undef RLIM_INFINITY
#define RLIM_INFINITY ((rlim_t)-1)

#endif
