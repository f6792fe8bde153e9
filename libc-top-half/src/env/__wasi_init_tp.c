#include "pthread_impl.h"

/* Startup objects of wasi-libc call this; the structure is complete as it is linked. */
void __wasi_init_tp(void)
{
}
