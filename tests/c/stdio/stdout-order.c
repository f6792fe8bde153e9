/* stdout is held back when it is no terminal; fflush and exit bring it out in order. */
#include "../check.h"

int main(void)
{
	CHECK(printf("first\n") > 0);
	CHECK_EQ(write(1, "second\n", 7), 7);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_EQ(write(1, "third\n", 6), 6);
	CHECK(fputs("fourth", stdout) >= 0);
}
