#include "ubsan.h"

struct builtin {
	struct place place;
	unsigned char kind;
};

static void report(struct builtin *data)
{
	static const char *const kinds[] = {
		"__builtin_ctz of 0",
		"__builtin_clz of 0",
		"__builtin_assume of what is false",
	};
	__ubsan_report(&data->place, "%s",
		data->kind < sizeof kinds / sizeof *kinds ? kinds[data->kind] : "misused builtin");
}

HANDLERS(invalid_builtin, (struct builtin * data), (data), "invalid-builtin")
