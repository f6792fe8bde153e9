#ifndef LOCK_H
#define LOCK_H

#include <features.h>

/* There is no other thread to exclude. */

hidden void __lock(volatile int *);
hidden void __unlock(volatile int *);
#define LOCK(x) ((void)(x))
#define UNLOCK(x) ((void)(x))

#endif
