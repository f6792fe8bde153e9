#include <wasi/api.h>
#include "__host_args.h"
#include "../malloc/core.h"
#include "atomic.h"

char **__host_args(int *argc)
{
	static char **argv;
	static size_t count;
	size_t size;
	if (!argv) {
		if (__wasi_args_sizes_get(&count, &size)) a_crash();
		/* args_get leaves the null pointer at the end to us. */
		char **p = __core_take((count + 1) * sizeof *p + size);
		if (!p) a_crash();
		if (__wasi_args_get((void *)p, (void *)(p + count + 1))) a_crash();
		p[count] = 0;
		argv = p;
	}
	*argc = count;
	return argv;
}
