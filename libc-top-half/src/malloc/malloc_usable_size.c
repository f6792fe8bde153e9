#define _GNU_SOURCE
#include <malloc.h>
#include "heap.h"

size_t malloc_usable_size(void *p)
{
	return p ? SIZE(chunk_of(p)) - sizeof(uint32_t) : 0;
}
