#ifndef _WASI_SYS_STAT_H
#define _WASI_SYS_STAT_H

/* wasi-libc's constants. Both are negative: no valid tv_nsec has these values. */

#include <sys/__musl/stat.h>

#undef UTIME_NOW
#undef UTIME_OMIT
#define UTIME_NOW (-1)
#define UTIME_OMIT (-2)

#endif
