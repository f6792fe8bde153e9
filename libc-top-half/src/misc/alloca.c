#include <features.h>
#include <stddef.h>
#include "atomic.h"

/* The compiler implements alloca. Only a call by its address leads here. */
void *__alloca_not_inlined(size_t n)
{
	a_crash();
}

extern __typeof(__alloca_not_inlined) __alloca __asm__("alloca")
	__attribute__((__alias__("__alloca_not_inlined")));
