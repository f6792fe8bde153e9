#include <signal.h>
#include "atomic.h"

/* A mark, never a handler that is called. */
void __SIG_HOLD(int sig)
{
	a_crash();
}
