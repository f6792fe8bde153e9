#include "ubsan.h"

static void report(struct placed_type *data, operand bound)
{
	__ubsan_report(&data->place, "variable length array of %v elements", data->type, bound);
}

HANDLERS(vla_bound_not_positive, (struct placed_type * data, operand bound), (data, bound),
	"vla-bound-not-positive")
