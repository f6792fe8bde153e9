#ifndef _WASI_DLFCN_H
#define _WASI_DLFCN_H

/* wasi-libc's value. */

#include <__musl/dlfcn.h>

#undef RTLD_LOCAL
#define RTLD_LOCAL 8

#endif
