#include "ubsan.h"

struct bounds {
	struct place place;
	const struct type *array, *index;
};

static void report(struct bounds *data, operand index)
{
	__ubsan_report(&data->place, "index %v out of bounds for type %t", data->index, index,
		data->array);
}

HANDLERS(out_of_bounds, (struct bounds * data, operand index), (data, index), "out-of-bounds")
