#include "pthread_impl.h"
#include "syscall.h"

/* Only a program that can cancel a thread has the functions of pthread_cancel.c. */
static int never(void)
{
	return 0;
}

static long nothing(void)
{
	return 0;
}

weak_alias(never, __must_cancel);
weak_alias(nothing, __cancellation_point);
