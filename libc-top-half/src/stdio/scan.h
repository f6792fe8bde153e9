#include <stdarg.h>
#include <sys/types.h>
#include "source.h"

/* The input of scanf, a file or a string. The functions take bytes at in.at; only refill() knows
 * where they come from. */
struct stream {
	/* Ends at rend, or where a conversion with a width ends. */
	struct source in;
	/* Gets bytes when none are at hand: sets in.at and rend, and returns the next byte or -1. */
	int (*refill)(struct stream *);
	const unsigned char *rend;
	/* How many bytes the conversion may take behind in.end, if it has a width. */
	int limited, left;
	/* The bytes that were taken before the one at from. */
	off_t before;
	const unsigned char *from;
};

hidden int __scan(struct stream *, const char *, va_list);
