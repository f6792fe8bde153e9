#include <ftw.h>

/* wasm checks the type of a called function, so nftw cannot call one with three
 * parameters. */
static int (*visit)(const char *, const struct stat *, int);

static int visit_nftw(const char *path, const struct stat *st, int type, struct FTW *where)
{
	return visit(path, st, type);
}

int ftw(const char *path, int (*fn)(const char *, const struct stat *, int), int fd_limit)
{
	int (*outer)(const char *, const struct stat *, int) = visit;
	visit = fn;
	int result = nftw(path, visit_nftw, fd_limit, FTW_PHYS);
	visit = outer;
	return result;
}
