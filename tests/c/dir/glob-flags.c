/* glob: GLOB_APPEND, GLOB_DOOFFS, GLOB_NOSORT, GLOB_NOESCAPE, GLOB_TILDE, and errors of directories. */
#include "../check.h"
#include <glob.h>

static int errors;

static int note(const char *path, int error)
{
	CHECK(path != NULL);
	CHECK(error != 0);
	errors++;
	return errors > 1;
}

int main(void)
{
	glob_t g = { .gl_offs = 2 };

	CHECK_EQ(glob("*.c", GLOB_DOOFFS, NULL, &g), 0);
	CHECK_EQ(glob("*.h", GLOB_DOOFFS | GLOB_APPEND, NULL, &g), 0);
	CHECK_EQ(g.gl_pathc, 3);
	CHECK(g.gl_pathv[0] == NULL && g.gl_pathv[1] == NULL);
	CHECK_STR(g.gl_pathv[2], "a.c");
	CHECK_STR(g.gl_pathv[3], "b.c");
	CHECK_STR(g.gl_pathv[4], "a.h");
	CHECK(g.gl_pathv[5] == NULL);
	CHECK_EQ(glob("*.none", GLOB_DOOFFS | GLOB_APPEND, NULL, &g), GLOB_NOMATCH);
	CHECK_EQ(g.gl_pathc, 3);
	globfree(&g);

	CHECK_EQ(glob("\\*", GLOB_NOSORT, NULL, &g), GLOB_NOMATCH);
	CHECK_EQ(glob("st\\*r", 0, NULL, &g), 0);
	CHECK_STR(g.gl_pathv[0], "st*r");
	globfree(&g);
	CHECK_EQ(glob("b\\*", GLOB_NOESCAPE, NULL, &g), 0);
	CHECK_STR(g.gl_pathv[0], "b\\s");
	globfree(&g);
	CHECK_EQ(glob("none[", GLOB_NOCHECK | GLOB_MARK, NULL, &g), 0);
	CHECK_STR(g.gl_pathv[0], "none[");
	globfree(&g);

	CHECK_EQ(setenv("HOME", "/home/me", 1), 0);
	CHECK_EQ(glob("~/x", GLOB_TILDE, NULL, &g), GLOB_NOMATCH);

	/* An unreadable directory is reported, and may end the call. */
	CHECK_EQ(symlink("loop", "loop"), 0);
	CHECK_EQ(glob("loop/*", 0, note, &g), GLOB_NOMATCH);
	CHECK_EQ(errors, 1);
	CHECK_EQ(glob("loop/*", 0, note, &g), GLOB_ABORTED);
	CHECK_EQ(glob("loop/*", GLOB_ERR, NULL, &g), GLOB_ABORTED);
}
