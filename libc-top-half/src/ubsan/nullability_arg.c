#include "ubsan.h"

struct argument {
	struct place place, attribute;
	int index;
};

static void report(struct argument *data)
{
	__ubsan_report(&data->place,
		"null pointer passed as argument %u, which is declared never to be null",
		(unsigned)data->index);
}

HANDLERS(nullability_arg, (struct argument * data), (data), "nullability-arg")
