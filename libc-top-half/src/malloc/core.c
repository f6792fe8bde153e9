#include <limits.h>
#include <stdint.h>
#include "core.h"
#include "memory_lock.h"

#define PAGES (0x100000000 / PAGE_SIZE)

/* From the linker: the end of data and stack, and of the memory at the start. */
extern hidden char __heap_base[], __heap_end[];

/* The rest of the memory that was grown last. The memory at the start belongs to
 * malloc: the bottom half's maps begin after it. */
static uintptr_t now, end;

static int grow(size_t n)
{
	uintptr_t had = __builtin_wasm_memory_size(0);
	size_t lack = had * PAGE_SIZE == end ? n - (end - now) : n;
	size_t pages = lack / PAGE_SIZE + !!(lack % PAGE_SIZE);
	/* The very last page would end at the address 0. */
	if (had + pages >= PAGES || __builtin_wasm_memory_grow(0, pages) == (size_t)-1) return 0;
	if (had * PAGE_SIZE != end) now = had * PAGE_SIZE;
	end = (had + pages) * PAGE_SIZE;
	return 1;
}

static int more(size_t n)
{
	if (!end) {
		now = ((uintptr_t)__heap_base + 15) & -16;
		end = (uintptr_t)__heap_end;
		/* All 4 GiB from the start: the very last page is unused here too. */
		if (!end) end = -PAGE_SIZE;
	}
	if (n <= end - now) return 1;

	MEMORY_LOCK();
	int grown = grow(n);
	MEMORY_UNLOCK();
	return grown;
}

void *__core_take(size_t n)
{
	n = (n + 15) & -16;
	if (!more(n)) return 0;
	void *p = (void *)now;
	now += n;
	return p;
}

void *__core_stretch(size_t *n)
{
	if (!more(*n)) return 0;
	void *p = (void *)now;
	*n = end - now;
	now = end;
	return p;
}
