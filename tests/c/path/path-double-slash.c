/* Paths: several slashes in a row count as one. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat a, b;

	CHECK_FILE("d//f", "x");
	CHECK_FILE(".///d////f", "x");
	CHECK_EQ(stat("/", &a), 0);
	CHECK_EQ(stat("///", &b), 0);
	CHECK_EQ(a.st_ino, b.st_ino);
	CHECK_EQ(stat("//", &b), 0);
	CHECK_EQ(a.st_ino, b.st_ino);
}
