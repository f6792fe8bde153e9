/* Preopens: with "." alone, relative paths work for every kind of call. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	CHECK_FILE("f", "here");
	CHECK_FILE("./d/../f", "here");
	CHECK_EQ(mkdir("new", 0777), 0);
	PUT("new/g", "made");
	CHECK_EQ(rename("new/g", "h"), 0);
	CHECK_FILE("h", "made");
	CHECK_ERRNO(open("missing", O_RDONLY), ENOENT);
}
