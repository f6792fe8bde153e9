#include "pthread_impl.h"

int pthread_barrier_wait(pthread_barrier_t *b)
{
	/* The highest bit is set if processes share it. */
	int others = b->_b_limit & INT_MAX;
	while (others) __wait(&b->_b_limit, 0, b->_b_limit, 0);
	return PTHREAD_BARRIER_SERIAL_THREAD;
}
