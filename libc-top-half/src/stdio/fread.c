/* As upstream, but a piece that the buffer holds is copied at once. */
#include <string.h>
#include "stdio_impl.h"

size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict f)
{
	unsigned char *at = to;
	size_t n = size * count;
	if (!n) return 0;
	FLOCK(f);
	size_t have = f->rend - f->rpos;
	if (n <= have) {
		memcpy(at, f->rpos, n);
		f->rpos += n;
		FUNLOCK(f);
		return count;
	}
	f->mode |= f->mode - 1;
	if (have) memcpy(at, f->rpos, have);
	f->rpos += have;
	for (size_t left = n - have; left;) {
		size_t got = __toread(f) ? 0 : f->read(f, at + (n - left), left);
		if (!got) {
			FUNLOCK(f);
			return (n - left) / size;
		}
		left -= got;
	}
	FUNLOCK(f);
	return count;
}

weak_alias(fread, fread_unlocked);
