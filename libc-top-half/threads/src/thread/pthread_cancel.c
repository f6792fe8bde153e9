#include "pthread_impl.h"
#include "syscall.h"

/* The bottom half, entry/thread.rs. */
void __thread_poke(int);

/* Replaces the weak function of __cancellation_point.c. */
int __must_cancel(void)
{
	pthread_t self = __pthread_self();
	return self->cancel && self->canceldisable != PTHREAD_CANCEL_DISABLE;
}

/* With PTHREAD_CANCEL_MASKED, the caller cleans up before it ends the thread. */
static long act(void)
{
	pthread_t self = __pthread_self();
	if (self->canceldisable == PTHREAD_CANCEL_ENABLE) pthread_exit(PTHREAD_CANCELED);
	self->canceldisable = PTHREAD_CANCEL_DISABLE;
	return -ECANCELED;
}

long __cancellation_point(void)
{
	return __must_cancel() ? act() : 0;
}

void __testcancel(void)
{
	pthread_t self = __pthread_self();
	if (self->cancel && !self->canceldisable) act();
}

/* A thread cannot be interrupted while it computes: another one ends at its next cancellation
 * point, also if it allows cancellation at any time. One that waits is woken. */
int pthread_cancel(pthread_t t)
{
	a_store(&t->cancel, 1);
	if (t != __pthread_self()) __thread_poke(t->tid);
	else if (t->canceldisable == PTHREAD_CANCEL_ENABLE && t->cancelasync) act();
	return 0;
}
