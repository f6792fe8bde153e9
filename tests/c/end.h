/* The end of memory: an access of the byte there is fatal, that of the byte before it is not. */
#ifndef END_H
#define END_H

#include "check.h"
#include <stdint.h>
#include <sys/mman.h>

/* On WASI, memory that grows later moves the end: allocate before. */
static inline char *end_of_memory(void)
{
#ifdef __wasm__
	CHECK(__builtin_wasm_memory_grow(0, 1) != (size_t)-1);
	return (char *)(__builtin_wasm_memory_size(0) << 16);
#else
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *room = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(room != MAP_FAILED);
	CHECK_EQ(mprotect(room + page, page, PROT_NONE), 0);
	return room + page;
#endif
}

#endif
