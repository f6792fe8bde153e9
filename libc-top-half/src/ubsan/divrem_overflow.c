#include "ubsan.h"

static void report(struct placed_type *data, operand a, operand b)
{
	/* For integers, a divisor of -1 is the only other failure. */
	if (__ubsan_is_negative(data->type, b))
		__ubsan_report(&data->place, "signed integer overflow: %v / %v does not fit in %t",
			data->type, a, data->type, b, data->type);
	else __ubsan_report(&data->place, "division by zero");
}

HANDLERS(divrem_overflow, (struct placed_type * data, operand a, operand b), (data, a, b),
	"divrem-overflow")
