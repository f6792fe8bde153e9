#include <features.h>
#include "lock.h"

/* One thread has nobody to exclude. */

void __lock(volatile int *l)
{
}

void __unlock(volatile int *l)
{
}
