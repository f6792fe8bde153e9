/* glob: GLOB_NOMATCH; GLOB_NOCHECK returns the pattern; GLOB_APPEND and GLOB_DOOFFS. */
#include "../check.h"
#include <glob.h>

int main(void)
{
	glob_t g = { 0 };

	CHECK_EQ(glob("*.none", 0, NULL, &g), GLOB_NOMATCH);
	CHECK_EQ(glob("missing", 0, NULL, &g), GLOB_NOMATCH);
	CHECK_EQ(glob("*.none", GLOB_NOCHECK, NULL, &g), 0);
	CHECK_EQ(g.gl_pathc, 1);
	CHECK_STR(g.gl_pathv[0], "*.none");
	globfree(&g);

	g.gl_offs = 2;
	CHECK_EQ(glob("*.c", GLOB_DOOFFS, NULL, &g), 0);
	CHECK_EQ(glob("*.h", GLOB_DOOFFS | GLOB_APPEND, NULL, &g), 0);
	CHECK_EQ(g.gl_pathc, 2);
	CHECK(g.gl_pathv[0] == NULL && g.gl_pathv[1] == NULL);
	CHECK_STR(g.gl_pathv[2], "a.c");
	CHECK_STR(g.gl_pathv[3], "a.h");
	globfree(&g);
}
