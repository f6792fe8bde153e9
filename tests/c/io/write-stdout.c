/* write: descriptor 1 is standard output, unbuffered, NUL bytes and all. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(write(1, "one\n", 4), 4);
	CHECK_EQ(write(1, "two", 3), 3);
	CHECK_EQ(write(1, "", 0), 0);
	CHECK_EQ(write(1, "\n", 1), 1);
}
