/* tmpfile, tmpnam, tempnam: in TMPDIR if there is one, then /tmp, then right here. */
#include "../check.h"
#include <sys/stat.h>

static void starts(const char *name, const char *with)
{
	CHECK(name != NULL);
	if (strncmp(name, with, strlen(with))) CHECK_STR(name, with);
	CHECK(access(name, F_OK) != 0);
}

int main(void)
{
	char name[L_tmpnam];

	starts(tempnam("d", "abc"), "d/abc");
	starts(tempnam("missing", NULL), "./temp");
	starts(tempnam(NULL, NULL), "./temp");
	CHECK(tmpnam(name) == name);
	starts(name, "./");
	starts(tmpnam(NULL), "./");
	CHECK(strcmp(tmpnam(NULL), name));
	FILE *f = tmpfile();
	CHECK(f != NULL);
	CHECK_EQ(fclose(f), 0);

	CHECK_EQ(mkdir("tmp", 0777), 0);
	starts(tempnam(NULL, "x"), "/tmp/x");
	starts(tmpnam(NULL), "/tmp/");
	CHECK((f = tmpfile()) != NULL);
	CHECK_EQ(fclose(f), 0);
	CHECK_EQ(rmdir("tmp"), 0);

	CHECK_EQ(setenv("TMPDIR", "/e", 1), 0);
	starts(tempnam("d", "x"), "/e/x");
	starts(tmpnam(NULL), "/e/");
	CHECK_EQ(setenv("TMPDIR", "/e/a-name-that-is-long", 1), 0);
	starts(tempnam(NULL, "x"), "/e/a-name-that-is-long/x");
	starts(tmpnam(NULL), "./");
}
