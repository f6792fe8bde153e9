/* glob: *, ?, [], directories in the pattern, sorted results; hidden names need a dot. */
#include "../check.h"
#include <glob.h>

static void match(const char *pattern, int flags, const char *want)
{
	glob_t g;
	char got[256] = "";

	CHECK_EQ(glob(pattern, flags, NULL, &g), 0);
	for (size_t i = 0; i < g.gl_pathc; i++) {
		strcat(got, g.gl_pathv[i]);
		strcat(got, " ");
	}
	CHECK_STR(got, want);
	CHECK(g.gl_pathv[g.gl_pathc] == NULL);
	globfree(&g);
}

int main(void)
{
	match("*.c", 0, "a.c b.c ");
	match("?.h", 0, "a.h ");
	match("[ab].c", 0, "a.c b.c ");
	match("[!a].c", 0, "b.c ");
	match("*/*.c", 0, "d/x.c e/y.c ");
	match("d/*", GLOB_MARK, "d/sub/ d/x.c ");
	match(".h*", 0, ".hidden.c ");
	match("a.c", 0, "a.c ");
	match("./[b]*", 0, "./b.c ");
}
