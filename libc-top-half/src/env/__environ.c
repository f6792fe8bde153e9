#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>
#include "../malloc/core.h"
#include "atomic.h"

char **__environ = 0;
weak_alias(__environ, ___environ);
weak_alias(__environ, _environ);
weak_alias(__environ, environ);
weak_alias(__environ, __wasilibc_environ);

void __wasilibc_initialize_environ(void)
{
	size_t count, size;
	if (__wasi_environ_sizes_get(&count, &size)) a_crash();
	char **p = __core_take((count + 1) * sizeof *p + size);
	if (!p) a_crash();
	if (count && __wasi_environ_get((void *)p, (void *)(p + count + 1))) a_crash();
	p[count] = 0;
	__environ = p;
}

/* Whoever refers to environ links this file, and with it this constructor. */
__attribute__((__constructor__(50))) static void initialize_environ(void)
{
	__wasilibc_initialize_environ();
}
