#include <stdint.h>
#include <string.h>

/* An instruction of wasm fills well from here on. */
#define BULK 32

#define TYPE(n) \
	struct u##n { \
		uint##n##_t v; \
	} __attribute__((__packed__, __may_alias__))
TYPE(64);
TYPE(32);
TYPE(16);

/* Where a length lies between two powers of two, the second half overlaps the first. */
void *memset(void *dest, int c, size_t n)
{
	unsigned char *d = dest, *end = d + n;
	uint64_t v = (unsigned char)c * 0x0101010101010101;
	if (n >= BULK) return __builtin_memset(dest, c, n);
	if (n >= 16) {
		((struct u64 *)d)[0].v = v;
		((struct u64 *)d)[1].v = v;
		((struct u64 *)end)[-2].v = v;
		((struct u64 *)end)[-1].v = v;
	} else if (n >= 8) {
		((struct u64 *)d)->v = v;
		((struct u64 *)end)[-1].v = v;
	} else if (n >= 4) {
		((struct u32 *)d)->v = v;
		((struct u32 *)end)[-1].v = v;
	} else if (n >= 2) {
		((struct u16 *)d)->v = v;
		((struct u16 *)end)[-1].v = v;
	} else if (n) {
		*d = c;
	}
	return dest;
}
