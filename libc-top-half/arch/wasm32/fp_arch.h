/* wasm has one rounding mode and no exception flags: an operation is done for its result alone, and
 * when it is done does not matter. */
#define fp_barrierf(x) ((float)(x))
#define fp_barrier(x) ((double)(x))
#define fp_barrierl(x) ((long double)(x))
#define fp_force_evalf(x) ((void)(x))
#define fp_force_eval(x) ((void)(x))
#define fp_force_evall(x) ((void)(x))

/* Instructions, where the library calls its own functions. */
#define ceil(x) __builtin_ceil(x)
#define ceilf(x) __builtin_ceilf(x)
#define copysign(x, y) __builtin_copysign(x, y)
#define copysignf(x, y) __builtin_copysignf(x, y)
#define fabs(x) __builtin_fabs(x)
#define fabsf(x) __builtin_fabsf(x)
#define floor(x) __builtin_floor(x)
#define floorf(x) __builtin_floorf(x)
#define rint(x) __builtin_rint(x)
#define rintf(x) __builtin_rintf(x)
#define sqrt(x) __builtin_sqrt(x)
#define sqrtf(x) __builtin_sqrtf(x)
#define trunc(x) __builtin_trunc(x)
#define truncf(x) __builtin_truncf(x)
