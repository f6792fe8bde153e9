#include "ubsan.h"

struct access {
	struct place place;
	const struct type *type;
	unsigned char log_alignment, kind;
};

/* By the compiler's number of the kind. */
static const char kinds[][24] = {
	"load",
	"store",
	"reference",
	"member access",
	"member call",
	"constructor call",
	"downcast",
	"downcast",
	"upcast",
	"cast to a virtual base",
	"nonnull binding",
	"dynamic operation",
};

static void report(struct access *data, uintptr_t pointer)
{
	unsigned alignment = 1u << data->log_alignment;
	const char *what = data->kind < sizeof kinds / sizeof *kinds ? kinds[data->kind] : "use";
	if (!pointer)
		__ubsan_report(
			&data->place, "%s through null pointer of type %t", what, data->type);
	else if (pointer & (alignment - 1))
		__ubsan_report(&data->place,
			"%s through misaligned address %p of type %t, which is aligned to %u bytes",
			what, pointer, data->type, alignment);
	else
		__ubsan_report(&data->place, "%s at address %p, where no object of type %t fits",
			what, pointer, data->type);
}

HANDLERS(type_mismatch_v1, (struct access * data, uintptr_t pointer), (data, pointer),
	"type-mismatch")
MINIMAL(type_mismatch, "type-mismatch")
