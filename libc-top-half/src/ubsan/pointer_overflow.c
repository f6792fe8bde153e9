#include "ubsan.h"

static void report(struct place *place, uintptr_t from, uintptr_t to)
{
	if (!from || !to)
		__ubsan_report(place, "offset from or to a null pointer: %p becomes %p", from, to);
	else __ubsan_report(place, "pointer index expression overflows: %p becomes %p", from, to);
}

HANDLERS(pointer_overflow, (struct place * place, uintptr_t from, uintptr_t to), (place, from, to),
	"pointer-overflow")
