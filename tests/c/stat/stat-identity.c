/* stat: st_ino tells files apart and is one for all names of one file. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat a, b, c;

	PUT("a", "1");
	PUT("b", "1");
	CHECK_EQ(link("a", "c"), 0);
	CHECK_EQ(stat("a", &a), 0);
	CHECK_EQ(stat("b", &b), 0);
	CHECK_EQ(stat("c", &c), 0);
	CHECK(a.st_ino != b.st_ino);
	CHECK_EQ(a.st_ino, c.st_ino);
	CHECK_EQ(a.st_dev, c.st_dev);
	CHECK_EQ(a.st_nlink, 2);
	CHECK_EQ(c.st_nlink, 2);
	CHECK_EQ(rename("a", "d"), 0);
	CHECK_EQ(stat("d", &b), 0);
	CHECK_EQ(b.st_ino, a.st_ino);
	CHECK_EQ(unlink("c"), 0);
	CHECK_EQ(stat("d", &b), 0);
	CHECK_EQ(b.st_nlink, 1);
}
