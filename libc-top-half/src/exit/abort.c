#include <stdlib.h>
#include "atomic.h"

static void without_handlers(void)
{
}

/* Calls the handler of SIGABRT. rt_sigaction links it; without that call, there is no
 * handler. */
weak_alias(without_handlers, __handle_abort);
void __handle_abort(void);

_Noreturn void abort(void)
{
	/* A handler may leave by longjmp; if it returns, the program ends. */
	__handle_abort();
	a_crash();
}
