#include <stdlib.h>
#include "pthread_impl.h"

static void dummy(void)
{
}
weak_alias(dummy, __pthread_tsd_run_dtors);

/* The last thread ends the process, and there is one. */
_Noreturn void __pthread_exit(void *result)
{
	pthread_t self = __pthread_self();

	self->canceldisable = 1;
	self->cancelasync = 0;
	self->result = result;
	while (self->cancelbuf) {
		struct __ptcb *cb = self->cancelbuf;
		self->cancelbuf = cb->__next;
		cb->__f(cb->__x);
	}
	__pthread_tsd_run_dtors();
	exit(0);
}

void __do_cleanup_push(struct __ptcb *cb)
{
	pthread_t self = __pthread_self();
	cb->__next = self->cancelbuf;
	self->cancelbuf = cb;
}

void __do_cleanup_pop(struct __ptcb *cb)
{
	__pthread_self()->cancelbuf = cb->__next;
}

weak_alias(__pthread_exit, pthread_exit);
