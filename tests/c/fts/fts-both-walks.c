/* fts_open: with both kinds of walk it is the logical one. */
#include "../check.h"
#include <fts.h>

int main(void)
{
	char *paths[] = { "l", NULL };

	PUT("f", "abc");
	CHECK_EQ(symlink("f", "l"), 0);
	FTS *fts = fts_open(paths, FTS_LOGICAL | FTS_PHYSICAL, NULL);
	CHECK(fts != NULL);
	FTSENT *it = fts_read(fts);
	CHECK(it != NULL);
	CHECK_EQ(it->fts_info, FTS_F);
	CHECK_EQ(fts_close(fts), 0);
}
