#include <signal.h>
#include "atomic.h"

/* A mark, never a handler that is called. */
void __SIG_ERR(int sig)
{
	a_crash();
}
