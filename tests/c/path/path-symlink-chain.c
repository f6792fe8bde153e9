/* Paths: a chain of 30 symlinks is followed to its end. */
#include "../check.h"

int main(void)
{
	char name[16], target[16] = "file";

	PUT("file", "end");
	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "l%d", i);
		CHECK_EQ(symlink(target, name), 0);
		strcpy(target, name);
	}
	CHECK_FILE("l0", "end");
	CHECK_FILE("l29", "end");
}
