#include "ubsan.h"

_Noreturn void __ubsan_handle_builtin_unreachable(struct place *place)
{
	__ubsan_report(place, "execution reached what is marked as unreachable");
	abort();
}

MINIMAL(builtin_unreachable, "builtin-unreachable")
