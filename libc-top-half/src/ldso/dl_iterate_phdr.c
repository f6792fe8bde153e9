#define _GNU_SOURCE
#include <link.h>

/* A wasm module has no program headers, and is the only one in its process. */
int dl_iterate_phdr(int (*callback)(struct dl_phdr_info *, size_t, void *), void *data)
{
	return 0;
}
