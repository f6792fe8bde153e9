/* fts: every entry, directories before and after what they hold, in the requested order. */
#include "../check.h"
#include <fts.h>
#include <sys/stat.h>

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int main(void)
{
	char top[] = "top", *paths[] = { top, NULL };
	char seen[1000] = "";
	FTSENT *it;
	FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, by_name);

	CHECK(fts != NULL);
	while ((it = fts_read(fts)) != NULL) {
		char line[100];

		CHECK_EQ(strlen(it->fts_path), it->fts_pathlen);
		CHECK_EQ(strlen(it->fts_name), it->fts_namelen);
		CHECK_STR(it->fts_accpath, it->fts_path);
		if (it->fts_info == FTS_F)
			CHECK(S_ISREG(it->fts_statp->st_mode) &&
			      it->fts_statp->st_size == (off_t)it->fts_namelen);
		if (it->fts_info == FTS_D && strcmp(it->fts_name, "skipped") == 0)
			CHECK_EQ(fts_set(fts, it, FTS_SKIP), 0);
		if (it->fts_info == FTS_D)
			it->fts_number = 42;
		if (it->fts_info == FTS_DP)
			CHECK_EQ(it->fts_number, 42);
		snprintf(line, sizeof line, "%d%c%s ", it->fts_level,
			 it->fts_info == FTS_D    ? '<'
			 : it->fts_info == FTS_DP ? '>'
			 : it->fts_info == FTS_F  ? '='
			 : it->fts_info == FTS_SL ? '@'
						  : '?',
			 it->fts_path);
		strcat(seen, line);
	}
	CHECK_EQ(errno, 0);
	CHECK_STR(seen, "0<top 1<top/a 2=top/a/file 2@top/a/link 1>top/a 1<top/b 1>top/b "
			"1=top/c 1<top/skipped 1>top/skipped 0>top ");
	CHECK_EQ(fts_close(fts), 0);
}
