#include "ubsan.h"

struct conversion {
	struct place place;
	const struct type *from, *to;
	unsigned char kind;
	/* 0 if it is to no bit-field. */
	unsigned bits;
};

static void report(struct conversion *data, operand from, operand to)
{
	if (data->bits)
		__ubsan_report(&data->place,
			"conversion of %v of type %t to a bit-field of %u bits changes it to %v",
			data->from, from, data->from, data->bits, data->to, to);
	else
		__ubsan_report(&data->place,
			"conversion of %v of type %t to type %t changes it to %v", data->from, from,
			data->from, data->to, data->to, to);
}

HANDLERS(implicit_conversion, (struct conversion * data, operand from, operand to),
	(data, from, to), "implicit-conversion")
