#include "ubsan.h"

static void report(struct placed_type *data, operand value)
{
	__ubsan_report(&data->place, "load of value %v, which type %t does not have", data->type,
		value, data->type);
}

HANDLERS(load_invalid_value, (struct placed_type * data, operand value), (data, value),
	"load-invalid-value")
