/* Strings, eight bytes at a time.
 *
 * A load may pass the end of a string, but it must not pass the end of memory. An aligned
 * word never does, because the size of memory is a multiple of 64 KiB. A function that reads
 * two strings can align only one of them: it asks `readable` how much memory is left. */
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((__may_alias__)) word;

/* Keeps a constant in a local variable: at each use, that takes two bytes instead of ten. */
static inline uint64_t local(uint64_t x)
{
	__asm__("" : "+r"(x));
	return x;
}

#define ONES local(0x0101010101010101)
#define HIGHS local(0x8080808080808080)

/* The aligned word that contains this byte. */
static inline const word *word_at(const void *s)
{
	return (const word *)((uintptr_t)s & -sizeof(word));
}

/* Ones in the bytes of `word_at(s)` that lie before s, or after s. */
static inline uint64_t before(const void *s)
{
	return (UINT64_C(1) << ((uintptr_t)s * 8 & 63)) - 1;
}
static inline uint64_t after(const void *s)
{
	return -UINT64_C(256) << ((uintptr_t)s * 8 & 63);
}

/* Not zero if a byte of x is zero. Bytes of 0x81 and above have the same effect, so `zeros`
 * has to confirm it; text in ASCII has none of them. */
static inline uint64_t suspects(uint64_t x)
{
	return (x - ONES) & HIGHS;
}

/* The high bit of each byte that is zero; bytes after the first zero may be marked wrongly. */
static inline uint64_t zeros(uint64_t x)
{
	return suspects(x) & ~x;
}

/* The high bit of each byte that is not zero is set; the other bits mean nothing. */
static inline uint64_t nonzeros(uint64_t x)
{
	return ((x & ~HIGHS) + ~HIGHS) | x;
}

/* The high bit of each byte that is zero, and of no other. */
static inline uint64_t exact_zeros(uint64_t x)
{
	return ~nonzeros(x) & HIGHS;
}

/* The index of the first marked byte of a word, and of the last. */
static inline size_t first_byte(uint64_t marks)
{
	return __builtin_ctzll(marks) / 8;
}
static inline size_t last_byte(uint64_t marks)
{
	return 7 - __builtin_clzll(marks) / 8;
}

/* Whether the next word is certain to be in memory because this one is. */
static inline int is_pair(const word *w)
{
	return (uintptr_t)w % (2 * sizeof *w) == 0;
}

/* Loads and stores at any address. */
typedef uint64_t __attribute__((__may_alias__, __aligned__(1))) unaligned_word;
typedef uint32_t __attribute__((__may_alias__, __aligned__(1))) unaligned_half;

static inline uint64_t load_word(const void *s)
{
	return *(const unaligned_word *)s;
}
static inline uint32_t load_half(const void *s)
{
	return *(const unaligned_half *)s;
}
static inline void store_word(void *d, uint64_t x)
{
	*(unaligned_word *)d = x;
}
static inline void store_half(void *d, uint32_t x)
{
	*(unaligned_half *)d = x;
}

/* The number of bytes from here to the end of memory. */
static inline size_t readable(const void *s)
{
	return (__builtin_wasm_memory_size(0) << 16) - (uintptr_t)s;
}
