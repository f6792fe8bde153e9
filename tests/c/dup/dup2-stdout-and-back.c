/* dup, dup2: stdout to a file and back. */
#include "../check.h"

int main(void)
{
	CHECK(printf("one\n") > 0);
	CHECK_EQ(fflush(stdout), 0);
	int kept = dup(1), file = OPEN("f", O_WRONLY | O_CREAT);
	CHECK(kept > 2);
	CHECK_EQ(dup2(file, 1), 1);
	CHECK_EQ(close(file), 0);
	CHECK(printf("two\n") > 0);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_EQ(dup2(kept, 1), 1);
	CHECK(printf("three\n") > 0);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_FILE("f", "two\n");
}
