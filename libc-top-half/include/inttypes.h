#ifndef _WASI_INTTYPES_H
#define _WASI_INTTYPES_H

#include <__musl/inttypes.h>

/* intptr_t and uintptr_t are long here, though they have 32 bits. */
#undef __PRIPTR
#define __PRIPTR "l"

#endif
