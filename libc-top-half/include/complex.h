#ifndef _WASI_COMPLEX_H
#define _WASI_COMPLEX_H

#include <__musl/complex.h>

/* Upstream's writes the two parts in braces, which C does not allow. */
#ifdef CMPLX
#undef __CMPLX
#define __CMPLX(x, y, t) (__builtin_complex((t)(x), (t)(y)))
#endif

#endif
