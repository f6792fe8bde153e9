#include <features.h>
#include "lock.h"

/* There is no other thread to exclude. */

void __lock(volatile int *l)
{
}

void __unlock(volatile int *l)
{
}
