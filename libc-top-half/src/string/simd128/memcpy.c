#include <string.h>
#include "vector.h"

/* An instruction of wasm copies well from here on. */
#define BULK 64

#define TYPE(n) \
	struct u##n { \
		uint##n##_t v; \
	} __attribute__((__packed__, __may_alias__))
TYPE(64);
TYPE(32);
TYPE(16);

/* All loads come before the stores, so that this is memmove too. Where a length lies
 * between two powers of two, the second half overlaps the first. */
void *memcpy(void *dest, const void *src, size_t n)
{
	unsigned char *d = dest;
	const unsigned char *s = src;
	if (n > BULK) return __builtin_memmove(dest, src, n);
	if (n > 32) {
		vector a = load(s), b = load(s + 16), y = load(s + n - 32), z = load(s + n - 16);
		store(d, a);
		store(d + 16, b);
		store(d + n - 32, y);
		store(d + n - 16, z);
	} else if (n >= 16) {
		vector a = load(s), z = load(s + n - 16);
		store(d, a);
		store(d + n - 16, z);
	} else if (n >= 8) {
		struct u64 a = *(struct u64 *)s, z = *(struct u64 *)(s + n - 8);
		*(struct u64 *)d = a;
		*(struct u64 *)(d + n - 8) = z;
	} else if (n >= 4) {
		struct u32 a = *(struct u32 *)s, z = *(struct u32 *)(s + n - 4);
		*(struct u32 *)d = a;
		*(struct u32 *)(d + n - 4) = z;
	} else if (n >= 2) {
		struct u16 a = *(struct u16 *)s, z = *(struct u16 *)(s + n - 2);
		*(struct u16 *)d = a;
		*(struct u16 *)(d + n - 2) = z;
	} else if (n) {
		*d = *s;
	}
	return dest;
}

weak_alias(memcpy, memmove);
