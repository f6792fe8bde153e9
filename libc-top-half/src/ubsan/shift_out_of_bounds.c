#include "ubsan.h"

struct shift {
	struct place place;
	const struct type *left, *right;
};

static void report(struct shift *data, operand a, operand b)
{
	unsigned bits = 1u << (data->left->info >> 1);
	int in_bits = data->right->info >> 1 <= 5 && b < bits;
	if (__ubsan_is_negative(data->right, b))
		__ubsan_report(&data->place, "shift exponent %v is negative", data->right, b);
	else if (!in_bits)
		__ubsan_report(&data->place, "shift exponent %v is too large for the %u bits of %t",
			data->right, b, bits, data->left);
	else if (__ubsan_is_negative(data->left, a))
		__ubsan_report(&data->place, "left shift of negative value %v", data->left, a);
	else
		__ubsan_report(&data->place, "left shift of %v by %v places does not fit in %t",
			data->left, a, data->right, b, data->left);
}

HANDLERS(shift_out_of_bounds, (struct shift * data, operand a, operand b), (data, a, b),
	"shift-out-of-bounds")
