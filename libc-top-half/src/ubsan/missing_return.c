#include "ubsan.h"

_Noreturn void __ubsan_handle_missing_return(struct place *place)
{
	__ubsan_report(place, "end of a function that returns a value, without a return");
	abort();
}

MINIMAL(missing_return, "missing-return")
