// Memory for exceptions, which the library can throw although malloc finds none: it takes it from
// a reserve, in runs of blocks. Upstream's has lists of free memory, and asks for aligned memory,
// which malloc's is.
#include "fallback_malloc.h"
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

namespace
{

constexpr size_t SIZE = 64;
constexpr size_t COUNT = 16;

struct alignas(16) Block {
	char bytes[SIZE];
};

Block reserve[COUNT];
// The length of the run that begins with a block, or with a block before it; 0 if it is free.
uint8_t taken[COUNT];

// One thread at a time looks at the reserve, which is rare and short.
struct Alone {
#ifdef __wasm_atomics__
	static inline bool is_busy;
	Alone()
	{
		while (__atomic_exchange_n(&is_busy, true, __ATOMIC_ACQUIRE)) sched_yield();
	}
	~Alone()
	{
		__atomic_store_n(&is_busy, false, __ATOMIC_RELEASE);
	}
#else
	Alone() {}
#endif
};

void *take(size_t size)
{
	Alone alone;
	size_t wanted = size / SIZE + 1, free = 0;
	for (size_t i = 0; i < COUNT; i++) {
		free = taken[i] ? 0 : free + 1;
		if (free < wanted) continue;
		size_t first = i + 1 - wanted;
		memset(taken + first, static_cast<int>(wanted), wanted);
		return reserve + first;
	}
	return nullptr;
}

void give_back(void *memory)
{
	size_t offset = reinterpret_cast<uintptr_t>(memory) - reinterpret_cast<uintptr_t>(reserve);
	if (offset >= sizeof reserve) return free(memory);
	Alone alone;
	size_t first = offset / SIZE;
	memset(taken + first, 0, taken[first]);
}

}

namespace __cxxabiv1
{

void *__aligned_malloc_with_fallback(size_t size)
{
	void *memory = malloc(size);
	return memory ? memory : take(size);
}

void *__calloc_with_fallback(size_t count, size_t size)
{
	void *memory = calloc(count, size);
	if (memory) return memory;
	memory = take(count * size);
	return memory ? memset(memory, 0, count * size) : nullptr;
}

void __aligned_free_with_fallback(void *memory)
{
	give_back(memory);
}

void __free_with_fallback(void *memory)
{
	give_back(memory);
}

}
