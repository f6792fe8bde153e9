#define _BSD_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <unistd.h>
#include "syscall.h"

/* A separate break, because brk's belongs to malloc. It is in memory that was
 * grown for it, and jumps if other code has grown the memory in between. */
void *sbrk(intptr_t inc)
{
	static uintptr_t now, end;
	uintptr_t top = (uintptr_t)__builtin_wasm_memory_size(0) * PAGE_SIZE;
	if (!now) now = end = top;
	if (inc < 0) return (void *)__syscall_ret(-EINVAL);
	if (inc > end - now) {
		uintptr_t start = end == top ? now : top;
		if (inc > UINTPTR_MAX - PAGE_SIZE - start) return (void *)__syscall_ret(-ENOMEM);
		uintptr_t pages = (start + inc - top + PAGE_SIZE - 1) / PAGE_SIZE;
		if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1)
			return (void *)__syscall_ret(-ENOMEM);
		now = start;
		end = top + pages * PAGE_SIZE;
	}
	uintptr_t old = now;
	now += inc;
	return (void *)old;
}
