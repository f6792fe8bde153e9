#ifndef _WASI_IPC_NAME_H
#define _WASI_IPC_NAME_H

#include <features.h>

/* The name of a semaphore or of shared memory, without the slashes before it; 0 with
 * errno for what cannot be one. */
hidden const char *__ipc_name(const char *);

#endif
