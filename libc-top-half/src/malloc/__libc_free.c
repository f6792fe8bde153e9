#include <stdlib.h>
#include "heap.h"

void __libc_free(void *p)
{
	if (p) __heap_release(chunk_of(p));
}
