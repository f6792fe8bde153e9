#include "pthread_impl.h"

/* For a detached thread that ends before the process: there is none. */
void __unmapself(void *base, size_t size)
{
	a_crash();
}
