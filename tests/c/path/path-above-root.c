/* Paths: ".." at the root is the root. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat a, b;
	const char *names[] = { "/..", "/../..", "/../../../../..", "/.", "/./../" };

	CHECK_EQ(stat("/", &a), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CHECK_EQ(stat(names[i], &b), 0);
		CHECK_EQ(b.st_ino, a.st_ino);
		CHECK_EQ(b.st_dev, a.st_dev);
	}
}
