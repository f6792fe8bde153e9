#ifndef _WASI_UNISTD_H
#define _WASI_UNISTD_H

#include <__musl/unistd.h>

/* Of POSIX.1-2008, in nanoseconds. */
#define _PC_TIMESTAMP_RESOLUTION 21

#endif
