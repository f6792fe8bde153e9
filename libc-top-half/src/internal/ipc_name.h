#ifndef _WASI_IPC_NAME_H
#define _WASI_IPC_NAME_H

#include <features.h>

/* The name of a semaphore or of shared memory, without leading slashes; 0 and errno
 * if it is invalid. */
hidden const char *__ipc_name(const char *);

#endif
