/* realpath: absolute, without dots, double slashes or symlinks. */
#include "../check.h"

int main(void)
{
	char here[4096], want[4200], got[4096];

	CHECK(getcwd(here, sizeof here) != NULL);
	if (strcmp(here, "/") == 0)
		here[0] = '\0';
	snprintf(want, sizeof want, "%s/a/b/f", here);
	const char *names[] = {
		"a/b/f", "./a//b/./f", "a/b/../b/f", "l/f", "l/../b/f", "chain/f", "lf",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CHECK_STR(realpath(names[i], got), want);
		char *own = realpath(names[i], NULL);
		CHECK_STR(own, want);
		free(own);
	}
	snprintf(want, sizeof want, "%s/a", here);
	CHECK_STR(realpath("a/b/..", got), want);
	CHECK_STR(realpath("/..", got), "/");
	CHECK_STR(realpath("/", got), "/");
	CHECK_STR(realpath("//", got), "/");
	CHECK_STR(realpath("///..//.", got), "/");
	CHECK_STR(realpath("a/", got), want);
	/* Two slashes are one. */
	snprintf(got, sizeof got, "/%s/a", here);
	if (got[1] == '/') CHECK_STR(realpath(got, got), want);
}
