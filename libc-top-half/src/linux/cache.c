#define _GNU_SOURCE
#include <sys/cachectl.h>
#include "syscall.h"

/* wasm code is no data in memory, and there are no caches to see. */

int _flush_cache(void *addr, int len, int op)
{
	return syscall(SYS_cacheflush, addr, len, op);
}

weak_alias(_flush_cache, cacheflush);

int cachectl(void *addr, int len, int op)
{
	return syscall(SYS_cacheflush, addr, len, op);
}
