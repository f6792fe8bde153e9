/* Paths: a name of 255 bytes works everywhere: create, stat, rename, unlink, mkdir. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char a[256], b[256];
	struct stat st;

	memset(a, 'a', 255);
	memset(b, 'b', 255);
	a[255] = b[255] = '\0';
	PUT(a, "long");
	CHECK_EQ(stat(a, &st), 0);
	CHECK_EQ(st.st_size, 4);
	CHECK_EQ(rename(a, b), 0);
	CHECK_FILE(b, "long");
	CHECK_EQ(mkdir(a, 0777), 0);
	CHECK_EQ(rmdir(a), 0);
	CHECK_EQ(unlink(b), 0);
}
