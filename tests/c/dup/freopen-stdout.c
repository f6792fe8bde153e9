/* freopen: stdout becomes a file, at the same number, and dup2 brings it back. */
#include "../check.h"

int main(void)
{
	int kept = dup(1);

	CHECK(kept > 2);
	CHECK(freopen("f", "w", stdout) == stdout);
	CHECK_EQ(fileno(stdout), 1);
	CHECK_EQ(puts("to the file") < 0, 0);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_EQ(dup2(kept, 1), 1);
	CHECK_EQ(puts("and back") < 0, 0);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_FILE("f", "to the file\n");
}
