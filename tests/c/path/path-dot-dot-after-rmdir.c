/* openat of "..": the descriptor refers to the directory, not to the path that led there:
 * fts and rm -r go up from directories that they then remove. */
#include "../check.h"
#include <fcntl.h>
#include <sys/stat.h>

int main(void)
{
	struct stat one, other;
	CHECK_EQ(mkdir("a", 0755), 0);
	CHECK_EQ(mkdir("a/b", 0755), 0);
	CHECK_EQ(mkdir("a/b/c", 0755), 0);
	int c = open("a/b/c", O_RDONLY | O_DIRECTORY);
	int b = openat(c, "..", O_RDONLY | O_DIRECTORY);
	CHECK(b >= 0);
	CHECK_EQ(close(c), 0);
	CHECK_EQ(unlinkat(b, "c", AT_REMOVEDIR), 0);
	int a = openat(b, "..", O_RDONLY | O_DIRECTORY);
	CHECK(a >= 0);
	CHECK_EQ(close(b), 0);
	CHECK_EQ(fstat(a, &one), 0);
	CHECK_EQ(stat("a", &other), 0);
	CHECK_EQ(one.st_ino, other.st_ino);
	CHECK_EQ(unlinkat(a, "b", AT_REMOVEDIR), 0);
	int top = openat(a, "..", O_RDONLY | O_DIRECTORY);
	CHECK(top >= 0);
	CHECK_EQ(unlinkat(top, "a", AT_REMOVEDIR), 0);
	CHECK_EQ(mkdir("p", 0755), 0);
	CHECK_EQ(fstatat(top, "p/../p", &one, 0), 0);

	/* A symbolic link on the way: above its target. */
	CHECK_EQ(mkdir("x", 0755), 0);
	CHECK_EQ(mkdir("x/y", 0755), 0);
	CHECK_EQ(mkdir("x/y/z", 0755), 0);
	CHECK_EQ(symlink("x/y/z", "link"), 0);
	int y = open("link/..", O_RDONLY | O_DIRECTORY);
	CHECK(y >= 0);
	CHECK_EQ(unlink("link"), 0);
	int x = openat(y, "..", O_RDONLY | O_DIRECTORY);
	CHECK(x >= 0);
	CHECK_EQ(fstat(x, &one), 0);
	CHECK_EQ(stat("x", &other), 0);
	CHECK_EQ(one.st_ino, other.st_ino);
}
