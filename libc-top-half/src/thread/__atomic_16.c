/* Compilers call these functions for an atomic object of 16 bytes, for which WebAssembly
 * has no instruction. The one thread cannot be interrupted between a load and a store. */
#include <stdbool.h>

typedef unsigned __int128 object;

object __atomic_load_16(const volatile void *from, int order)
{
	return *(const volatile object *)from;
}

void __atomic_store_16(volatile void *to, object value, int order)
{
	*(volatile object *)to = value;
}

object __atomic_exchange_16(volatile void *at, object value, int order)
{
	object old = *(volatile object *)at;
	*(volatile object *)at = value;
	return old;
}

bool __atomic_compare_exchange_16(volatile void *at, void *expected, object value, bool weak,
	int success, int failure)
{
	object old = *(volatile object *)at;
	if (old == *(object *)expected) {
		*(volatile object *)at = value;
		return true;
	}
	*(object *)expected = old;
	return false;
}

#define FETCH(name, result) \
	object __atomic_fetch_##name##_16(volatile void *at, object value, int order) \
	{ \
		object old = *(volatile object *)at; \
		*(volatile object *)at = (result); \
		return old; \
	}

FETCH(add, old + value)
FETCH(sub, old - value)
FETCH(and, old & value)
FETCH(or, old | value)
FETCH(xor, old ^ value)
FETCH(nand, ~(old & value))
