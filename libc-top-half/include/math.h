#ifndef _WASI_MATH_H
#define _WASI_MATH_H

#include <__musl/math.h>

/* Upstream's read the bits as a type that C89 and C++98 lack; the compiler has builtins. */
#undef fpclassify
#undef isinf
#undef isnan
#undef isnormal
#undef isfinite
#undef signbit
#undef isunordered

#define fpclassify(x) \
	__builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define isinf(x) __builtin_isinf(x)
#define isnan(x) __builtin_isnan(x)
#define isnormal(x) __builtin_isnormal(x)
#define isfinite(x) __builtin_isfinite(x)
#define signbit(x) __builtin_signbit(x)
#define isunordered(x, y) __builtin_isunordered(x, y)

#endif
