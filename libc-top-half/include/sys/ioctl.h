#ifndef _WASI_SYS_IOCTL_H
#define _WASI_SYS_IOCTL_H

/* These two requests have wasi-libc's numbers. */

#include <sys/__musl/ioctl.h>

#undef FIONREAD
#undef FIONBIO
#define FIONREAD 1
#define FIONBIO 2

#endif
