/* Wide strings, eight characters at a time, in words of two.
 *
 * A function looks at the first few characters one by one, as most strings are short; then at
 * blocks, for as long as none of their characters is sought; then at characters again. A block
 * is read only where memory has it, wherever the string ends. */
#include <wchar.h>
#include "word.h"

enum { BLOCK = 8 };

#define UNROLL _Pragma("clang loop unroll(full)")

#define WIDE_ONES local(0x0000000100000001)
#define WIDE_HIGHS local(0x8000000080000000)

/* c in both halves of a word. */
static inline uint64_t both(wchar_t c)
{
	return (uint32_t)c | (uint64_t)(uint32_t)c << 32;
}

/* The number of blocks between here and the end of memory. */
static inline size_t blocks(const wchar_t *s)
{
	return readable(s) / (BLOCK * sizeof *s);
}

/* Not zero if a character of the word is zero; nor if one is negative, which no character is. */
static inline uint64_t wide_suspects(uint64_t x)
{
	return x - WIDE_ONES & WIDE_HIGHS;
}

/* Not zero if a character of the block is c, which stands in both halves of `same`, or if one
 * differs from it in the highest bit. */
static inline uint64_t block_suspects(const wchar_t *s, uint64_t same)
{
	uint64_t ones = WIDE_ONES;
	return ((load_word(s) ^ same) - ones | (load_word(s + 2) ^ same) - ones
		| (load_word(s + 4) ^ same) - ones | (load_word(s + 6) ^ same) - ones) & WIDE_HIGHS;
}
