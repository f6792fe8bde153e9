/* fts: the entries of a directory ahead of the walk, several roots, links followed, and
 * errors of arguments and entries. */
#include "../check.h"
#include <fts.h>

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int main(void)
{
	char top[] = "top", link[] = "link", missing[] = "missing";
	char *paths[] = { top, link, missing, NULL }, *none[] = { NULL };
	FTSENT *it;
	FTS *fts;

#ifdef __wasi__
	/* glibc lets these pass. */
	CHECK_NULL(fts_open(paths, 0, NULL), EINVAL);
	CHECK_NULL(fts_open(none, FTS_LOGICAL, NULL), EINVAL);
#else
	(void)none;
#endif
	CHECK_NULL(fts_open(paths, FTS_PHYSICAL | 0x10000, NULL), EINVAL);

	fts = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	CHECK(fts != NULL);
	CHECK_NULL(fts_children(fts, 12345), EINVAL);
	/* The roots, sorted. */
	it = fts_children(fts, 0);
	CHECK_STR(it->fts_name, "link");
	CHECK_STR(it->fts_link->fts_name, "missing");
	CHECK_STR(it->fts_link->fts_link->fts_name, "top");

	it = fts_read(fts);
	CHECK_STR(it->fts_path, "link");
	CHECK_EQ(it->fts_info, FTS_D);
	it = fts_children(fts, FTS_NAMEONLY);
	CHECK(it != NULL && it->fts_link == NULL);
	CHECK_STR(it->fts_name, "file");
	it = fts_read(fts);
	CHECK_STR(it->fts_path, "link/file");
	CHECK_EQ(it->fts_info, FTS_F);
	CHECK_EQ(it->fts_statp->st_size, 4);
	it = fts_read(fts);
	CHECK_EQ(it->fts_info, FTS_DP);
	it = fts_read(fts);
	CHECK_STR(it->fts_path, "missing");
	CHECK_EQ(it->fts_info, FTS_NS);
	CHECK_EQ(it->fts_errno, ENOENT);

	it = fts_read(fts);
	CHECK_STR(it->fts_path, "top");
	errno = 0;
	CHECK(fts_set(fts, it, 77) != 0 && errno == EINVAL);
	it = fts_read(fts);
	CHECK_STR(it->fts_path, "top/dangling");
	CHECK_EQ(it->fts_info, FTS_SLNONE);
	it = fts_read(fts);
	CHECK_STR(it->fts_path, "top/loop");
	CHECK_EQ(it->fts_info, FTS_DC);
	CHECK(it->fts_cycle == it->fts_parent);
	CHECK_EQ(fts_read(fts)->fts_info, FTS_DP);
	errno = 0;
	CHECK(fts_read(fts) == NULL && errno == 0);
	CHECK_EQ(fts_close(fts), 0);
}
