/* symlink: makes a link with any text as target, existing or not. */
#include "../check.h"

int main(void)
{
	char target[64];
	const char *texts[] = { "f", "nowhere", "../x/./y//z", ".", "a b" };

	PUT("f", "x");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		CHECK_EQ(symlink(texts[i], "l"), 0);
		ssize_t n = readlink("l", target, sizeof target - 1);
		CHECK(n >= 0);
		target[n] = '\0';
		CHECK_STR(target, texts[i]);
		CHECK_EQ(unlink("l"), 0);
	}
	CHECK_FILE("f", "x");
}
