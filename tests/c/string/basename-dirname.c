/* basename and dirname of <libgen.h>. */
#include "../check.h"
#include <libgen.h>

static void is(const char *path, const char *dir, const char *base)
{
	char a[32], b[32];

	strcpy(a, path);
	strcpy(b, path);
	CHECK_STR(dirname(a), dir);
	CHECK_STR(basename(b), base);
}

int main(void)
{
	is("/usr/lib", "/usr", "lib");
	is("/usr/", "/", "usr");
	is("usr", ".", "usr");
	is("/", "/", "/");
	is(".", ".", ".");
	is("..", ".", "..");
	is("", ".", ".");
	is("a//b//", "a", "b");
	CHECK_STR(dirname(NULL), ".");
}
