#define _GNU_SOURCE
#include "pthread_impl.h"

/* From the linker: the stack of the first thread. */
extern hidden char __stack_low[], __stack_high[];

int pthread_getattr_np(pthread_t t, pthread_attr_t *a)
{
	char *end = t->stack ? t->stack : __stack_high;
	*a = (pthread_attr_t){ 0 };
	a->_a_detach = t->detach_state >= DT_DETACHED;
	a->_a_guardsize = t->guard_size;
	a->_a_stackaddr = (uintptr_t)end;
	a->_a_stacksize = t->stack ? t->stack_size : end - __stack_low;
	return 0;
}
