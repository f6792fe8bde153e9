/* nftw: links followed or not, dangling ones, FTW_CHDIR, and a walk that is stopped. */
#include "../check.h"
#include <ftw.h>
#include <sys/stat.h>

static int seen[8], inside;
static char start[4096];

static int count(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	CHECK(path != NULL);
	CHECK(type >= 0 && type < 8);
	seen[type]++;
	return 0;
}

/* The file is where its name says, in the directory that holds it. */
static int here(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct stat now;
	const char *name = path + ftw->base;

	if (type == FTW_SLN || ftw->level == 0) return 0;
	CHECK_EQ(lstat(name, &now), 0);
	CHECK_EQ(now.st_ino, st->st_ino);
	inside++;
	return 0;
}

static int stop(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return strcmp(path, "t") == 0 ? 0 : 7;
}

int main(void)
{
	char now[4096];

	CHECK_EQ(symlink("nothing", "t/dangling"), 0);
	CHECK_EQ(symlink("../other", "t/link"), 0);
	CHECK_EQ(nftw("t", count, 4, FTW_PHYS), 0);
	CHECK_EQ(seen[FTW_F], 2);
	CHECK_EQ(seen[FTW_D], 2);
	CHECK_EQ(seen[FTW_SL], 2);
	memset(seen, 0, sizeof seen);
	CHECK_EQ(nftw("t", count, 4, FTW_DEPTH), 0);
	CHECK_EQ(seen[FTW_F], 3);
	CHECK_EQ(seen[FTW_DP], 3);
	CHECK_EQ(seen[FTW_SLN], 1);
	memset(seen, 0, sizeof seen);
	CHECK_EQ(nftw("t/a", count, 4, 0), 0);
	CHECK_EQ(seen[FTW_F], 1);
	CHECK_ERRNO(nftw("missing", count, 4, 0), ENOENT);

	CHECK(getcwd(start, sizeof start) != NULL);
	CHECK_EQ(nftw("t", here, 4, FTW_PHYS | FTW_CHDIR), 0);
	CHECK_EQ(inside, 5);
	CHECK_EQ(nftw("t", stop, 4, FTW_CHDIR), 7);
	CHECK(getcwd(now, sizeof now) != NULL);
	CHECK_STR(now, start);
}
