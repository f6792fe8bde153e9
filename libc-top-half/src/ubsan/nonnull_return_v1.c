#include "ubsan.h"

/* The description is of the attribute only. */
static void report(struct place *attribute, struct place *place)
{
	__ubsan_report(
		place, "null pointer returned from a function that is declared never to do so");
}

HANDLERS(nonnull_return_v1, (struct place * attribute, struct place *place), (attribute, place),
	"nonnull-return")
MINIMAL(nonnull_return, "nonnull-return")
