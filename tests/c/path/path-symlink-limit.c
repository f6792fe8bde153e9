/* Paths: 41 symlinks in one path are ELOOP, 40 are not. */
#include "../check.h"

int main(void)
{
	char name[16], target[16] = "file";

	PUT("file", "end");
	for (int i = 1; i <= 41; i++) {
		snprintf(name, sizeof name, "l%d", i);
		CHECK_EQ(symlink(target, name), 0);
		strcpy(target, name);
	}
	CHECK_FILE("l40", "end");
	CHECK_ERRNO(open("l41", O_RDONLY), ELOOP);
}
