#include "ubsan.h"

static void report(struct placed_type *data, operand value)
{
	__ubsan_report(&data->place, "%s integer overflow: negation of %v does not fit in %t",
		__ubsan_is_signed(data->type) ? "signed" : "unsigned", data->type, value,
		data->type);
}

HANDLERS(negate_overflow, (struct placed_type * data, operand value), (data, value),
	"negate-overflow")
