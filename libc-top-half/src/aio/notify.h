#ifndef _WASI_AIO_NOTIFY_H
#define _WASI_AIO_NOTIFY_H

#include <signal.h>

/* Notifies of a completion in the requested way. */
hidden void __aio_notify(const struct sigevent *);

#endif
