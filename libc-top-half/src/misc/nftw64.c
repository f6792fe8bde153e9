#include <ftw.h>

int nftw64(const char *path, int (*visit)(const char *, const struct stat *, int, struct FTW *),
	int depth, int flags)
{
	return nftw(path, visit, depth, flags);
}
