#include "ubsan.h"

static void report(void)
{
	/* -fsanitize=local-bounds gives no details. */
	struct place nowhere = { 0 };
	__ubsan_report(&nowhere, "access out of bounds of an object on the stack");
}

HANDLERS(local_out_of_bounds, (void), (), "local-out-of-bounds")
