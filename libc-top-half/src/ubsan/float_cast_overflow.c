#include "ubsan.h"
#include <stdio.h>

struct cast {
	struct place place;
	const struct type *from, *to;
};

static void report(struct cast *data, operand value)
{
	char text[40];
	switch (data->from->kind == FLOATING ? data->from->info : 0) {
	case 32:
		snprintf(text, sizeof text, "%g",
			(double)(union {
				operand bits;
				float f;
			}){ value }
				.f);
		break;
	case 64: snprintf(text, sizeof text, "%g", *(const double *)value); break;
	default:
		__ubsan_report(&data->place, "a value of type %t is out of the range of %t",
			data->from, data->to);
		return;
	}
	__ubsan_report(&data->place, "%s is out of the range of %t", text, data->to);
}

HANDLERS(float_cast_overflow, (struct cast * data, operand value), (data, value),
	"float-cast-overflow")
