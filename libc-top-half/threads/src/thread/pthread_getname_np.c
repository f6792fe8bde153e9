#define _GNU_SOURCE
#include <errno.h>
#include "pthread_impl.h"

/* The bottom half, entry/thread.rs. */
int __thread_get_name(int, char *);

int pthread_getname_np(pthread_t t, char *name, size_t n)
{
	return n < 16 ? ERANGE : -__thread_get_name(t->tid, name);
}
