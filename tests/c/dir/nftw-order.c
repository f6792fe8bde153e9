/* nftw: with FTW_DEPTH children come before their directory; levels and bases are right. */
#include "../check.h"
#include <ftw.h>
#include <sys/stat.h>

static int files, folders, links;

static int visit(const char *path, const struct stat *st, int type,
		 struct FTW *ftw)
{
	int slashes = 0;

	for (const char *p = path; *p != '\0'; p++)
		slashes += *p == '/';
	CHECK_EQ(ftw->level, slashes);
	const char *base = strrchr(path, '/');
	CHECK_STR(path + ftw->base, base ? base + 1 : path);
	switch (type) {
	case FTW_F:
		CHECK(S_ISREG(st->st_mode));
		files++;
		return unlink(path);
	case FTW_SL:
		CHECK(S_ISLNK(st->st_mode));
		links++;
		return unlink(path);
	case FTW_DP:
		CHECK(S_ISDIR(st->st_mode));
		folders++;
		return rmdir(path);
	default:
		CHECK_EQ(type, FTW_F);
		return 1;
	}
}

int main(void)
{
	CHECK_EQ(nftw("t", visit, 8, FTW_DEPTH | FTW_PHYS), 0);
	CHECK_EQ(files, 4);
	CHECK_EQ(folders, 4);
	CHECK_EQ(links, 2);
	CHECK_ERRNO(access("t", F_OK), ENOENT);
	CHECK_EQ(access("outside/f", F_OK), 0);
}
