/* freopen: stdout goes to a file from there on; a missing file is NULL. */
#include "../check.h"

int main(void)
{
	CHECK(printf("before\n") > 0);
	CHECK(freopen("out", "w", stdout) == stdout);
	CHECK(printf("after\n") > 0);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_FILE("out", "after\n");
	FILE *f = fopen("out", "r");
	CHECK(f != NULL);
	CHECK(freopen("other", "r", f) == NULL);
	CHECK_EQ(errno, ENOENT);
}
