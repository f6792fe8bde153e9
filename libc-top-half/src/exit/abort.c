#include <stdlib.h>
#include "atomic.h"

static void without_handlers(void)
{
}

/* Calls the handler of SIGABRT. rt_sigaction brings it: without that, there is none. */
weak_alias(without_handlers, __handle_abort);
void __handle_abort(void);

_Noreturn void abort(void)
{
	/* A handler may leave by longjmp; if it returns, nothing holds the end up. */
	__handle_abort();
	a_crash();
}
