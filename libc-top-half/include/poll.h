#ifndef _WASI_POLL_H
#define _WASI_POLL_H

/* wasi-libc's constants, and free bits for those that it lacks. */

#include <__musl/poll.h>

#undef POLLIN
#undef POLLPRI
#undef POLLOUT
#undef POLLERR
#undef POLLHUP
#undef POLLNVAL
#undef POLLRDNORM
#undef POLLRDBAND
#undef POLLWRNORM
#undef POLLWRBAND
#undef POLLMSG
#undef POLLRDHUP
#define POLLIN 0x0001
#define POLLRDNORM POLLIN
#define POLLOUT 0x0002
#define POLLWRNORM POLLOUT
#define POLLRDBAND 0x0080
#define POLLWRBAND 0x0100
#define POLLPRI 0x0200
#define POLLMSG 0x0400
#define POLLRDHUP 0x0800
#define POLLERR 0x1000
#define POLLHUP 0x2000
#define POLLNVAL 0x4000

#endif
