/* Paths: 300 nested directories, made, entered from the top, and removed. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char path[1000] = "";
	size_t length = 0;

	for (int i = 0; i < 300; i++) {
		strcpy(path + length, "d/");
		length += 2;
		CHECK_EQ(mkdir(path, 0777), 0);
	}
	strcpy(path + length, "f");
	PUT(path, "bottom");
	CHECK_FILE(path, "bottom");
	CHECK_EQ(unlink(path), 0);
	for (int i = 0; i < 300; i++) {
		path[length - 1] = '\0';
		CHECK_EQ(rmdir(path), 0);
		length -= 2;
		path[length] = '\0';
	}
}
