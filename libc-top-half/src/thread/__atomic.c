/* Compilers call these functions for an atomic object of any size and alignment, such as a
 * structure. The names are builtins with other parameters, so only the linker sees them. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

void load(size_t size, const void *from, void *to, int order) __asm__("__atomic_load");
void store(size_t size, void *to, const void *from, int order) __asm__("__atomic_store");
void exchange(size_t size, void *at, const void *value, void *old, int order)
	__asm__("__atomic_exchange");
bool compare_exchange(size_t size, void *at, void *expected, const void *value, int success,
	int failure) __asm__("__atomic_compare_exchange");

void load(size_t size, const void *from, void *to, int order)
{
	memcpy(to, from, size);
}

void store(size_t size, void *to, const void *from, int order)
{
	memcpy(to, from, size);
}

void exchange(size_t size, void *at, const void *value, void *old, int order)
{
	/* `value` and `old` may be one object. */
	unsigned char *byte = at, *to = old;
	const unsigned char *from = value;
	for (; size; size--) {
		unsigned char was = *byte;
		*byte++ = *from++;
		*to++ = was;
	}
}

bool compare_exchange(size_t size, void *at, void *expected, const void *value, int success,
	int failure)
{
	if (memcmp(at, expected, size) == 0) {
		memcpy(at, value, size);
		return true;
	}
	memcpy(expected, at, size);
	return false;
}

/* Whether operations on such an object are single instructions: of up to 8 bytes they are. */
bool is_lock_free(size_t size, const volatile void *at) __asm__("__atomic_is_lock_free");
bool is_lock_free(size_t size, const volatile void *at)
{
	return size == 1 || size == 2 || size == 4 || size == 8;
}
