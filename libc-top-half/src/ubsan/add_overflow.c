#include "ubsan.h"

static void report(struct placed_type *data, operand a, operand b)
{
	__ubsan_report(&data->place, "%s integer overflow: %v + %v does not fit in %t",
		__ubsan_is_signed(data->type) ? "signed" : "unsigned", data->type, a, data->type, b,
		data->type);
}

HANDLERS(add_overflow, (struct placed_type * data, operand a, operand b), (data, a, b),
	"add-overflow")
