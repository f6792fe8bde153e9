#include "ubsan.h"

struct assumption {
	struct place place, assumed;
	const struct type *type;
};

static void report(
	struct assumption *data, uintptr_t pointer, uintptr_t alignment, uintptr_t offset)
{
	__ubsan_report(&data->place,
		"address %p (offset %u) of type %t is not aligned to %u bytes, as was promised",
		pointer, offset, data->type, alignment);
}

HANDLERS(alignment_assumption,
	(struct assumption * data, uintptr_t pointer, uintptr_t alignment, uintptr_t offset),
	(data, pointer, alignment, offset), "alignment-assumption")
