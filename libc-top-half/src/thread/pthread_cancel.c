#include "pthread_impl.h"

static _Noreturn void cancel(void)
{
	pthread_exit(PTHREAD_CANCELED);
}

void __testcancel(void)
{
	pthread_t self = __pthread_self();
	if (self->cancel && !self->canceldisable) cancel();
}

/* The one thread can only cancel itself. */
int pthread_cancel(pthread_t t)
{
	t->cancel = 1;
	if (t->canceldisable == PTHREAD_CANCEL_ENABLE && t->cancelasync) cancel();
	return 0;
}
