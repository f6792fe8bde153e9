/* Upstream keeps errno in the thread structure. wasi-libc's objects refer to a variable. */
#include <errno.h>

_Thread_local int errno;

int *__errno_location(void)
{
	return &errno;
}

weak_alias(__errno_location, ___errno_location);
