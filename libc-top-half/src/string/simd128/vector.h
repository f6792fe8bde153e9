/* Strings, sixteen bytes at a time, for programs compiled with -msimd128.
 *
 * As in word.h, a load may pass the end of a string, but not the end of memory. An aligned
 * vector never does, nor does an aligned block of four. */
#include <stddef.h>
#include <stdint.h>

typedef unsigned char vector __attribute__((__vector_size__(16), __may_alias__));
typedef unsigned char unaligned_vector
	__attribute__((__vector_size__(16), __may_alias__, __aligned__(1)));
typedef signed char marks __attribute__((__vector_size__(16)));

#define VECTOR 16

/* Vectors in a block. */
#define BLOCK 4

static inline vector splat(int c)
{
	return (vector){0} + (unsigned char)c;
}

/* The aligned vector that contains this byte, and the byte's place in it. */
static inline const vector *vector_at(const void *s)
{
	return (const vector *)((uintptr_t)s & -VECTOR);
}
static inline unsigned place_in(const void *s)
{
	return (uintptr_t)s % VECTOR;
}

/* Whether the block that starts here is certain to be in memory because its first vector
 * is. */
static inline int is_block(const vector *v)
{
	return (uintptr_t)v % (BLOCK * VECTOR) == 0;
}

static inline vector load(const void *s)
{
	return *(const unaligned_vector *)s;
}
static inline void store(void *d, vector x)
{
	*(unaligned_vector *)d = x;
}

/* Zero in each byte that is zero in one of them. */
static inline vector least(vector x, vector y)
{
	return __builtin_elementwise_min(x, y);
}

/* Zero in each byte that differs, or that is zero in both. */
static inline vector same_letters(vector x, vector y)
{
	return x & (vector)(x == y);
}

static inline int has_zero(vector x)
{
	return !__builtin_wasm_all_true_i8x16((marks)x);
}
static inline int has_any(marks x)
{
	return __builtin_wasm_any_true_v128(x);
}

/* A bit for each marked byte; a bit for each byte that is zero. */
static inline unsigned bits(marks x)
{
	return __builtin_wasm_bitmask_i8x16(x);
}
static inline unsigned zeros(vector x)
{
	return bits(x == (vector){0});
}

static inline vector swizzle(vector x, vector at)
{
	return (vector)__builtin_wasm_swizzle_i8x16((marks)x, (marks)at);
}

/* The index of the first set bit, and of the last. */
static inline size_t first(unsigned bits)
{
	return __builtin_ctz(bits);
}
static inline size_t last(unsigned bits)
{
	return 31 - __builtin_clz(bits);
}

/* The number of bytes from here to the end of memory. */
static inline size_t readable(const void *s)
{
	return (__builtin_wasm_memory_size(0) << 16) - (uintptr_t)s;
}
