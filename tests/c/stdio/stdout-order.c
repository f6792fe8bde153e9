/* stdout is buffered if it is not a terminal; fflush and exit write it in order. */
#include "../check.h"

int main(void)
{
	CHECK(printf("first\n") > 0);
	CHECK_EQ(write(1, "second\n", 7), 7);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_EQ(write(1, "third\n", 6), 6);
	CHECK(fputs("fourth", stdout) >= 0);
}
