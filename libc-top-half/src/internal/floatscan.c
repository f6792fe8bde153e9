/* Upstream computes in long double, where each operation is a function call on wasm.
 * __scan_float uses integers. This is the entry of wcstod. */
#include "floatscan.h"
#include "shgetc.h"
#include "source.h"

struct stream {
	struct source in;
	FILE *f;
};

static int more(struct source *in)
{
	FILE *f = ((struct stream *)in)->f;
	f->rpos = (unsigned char *)in->at;
	int c = __shgetc(f);
	if (c >= 0) f->rpos--;
	in->at = f->rpos;
	in->end = f->shend;
	return c;
}

long double __floatscan(FILE *f, int precision, int partial)
{
	struct stream s = { { f->rpos, f->shend, more }, f };
	struct scanned x;
	int found = __scan_float(&s.in, precision, partial, &x);
	f->rpos = (unsigned char *)s.in.at;
	if (!found) shlim(f, 0);
	return precision == 2 ? __scanned_long_double(&x) : x.value;
}
