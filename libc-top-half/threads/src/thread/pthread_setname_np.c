#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include "pthread_impl.h"

/* The bottom half, entry/thread.rs. */
int __thread_set_name(int, const char *);

int pthread_setname_np(pthread_t t, const char *name)
{
	if (strnlen(name, 16) == 16) return ERANGE;
	return -__thread_set_name(t->tid, name);
}
