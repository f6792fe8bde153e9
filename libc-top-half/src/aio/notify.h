#ifndef _WASI_AIO_NOTIFY_H
#define _WASI_AIO_NOTIFY_H

#include <signal.h>

/* Says that something is done, in the way that was asked for. */
hidden void __aio_notify(const struct sigevent *);

#endif
