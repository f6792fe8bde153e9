#include "pthread_impl.h"

/* For the child of a fork: there is none. */
void __reset_tls(void)
{
}
