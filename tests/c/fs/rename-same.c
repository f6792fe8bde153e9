/* rename: onto the same name, or between two links of one file, changes nothing. */
#include "../check.h"

int main(void)
{
	PUT("a", "x");
	CHECK_EQ(rename("a", "a"), 0);
	CHECK_FILE("a", "x");
	CHECK_EQ(link("a", "b"), 0);
	CHECK_EQ(rename("a", "b"), 0);
	CHECK_FILE("a", "x");
	CHECK_FILE("b", "x");
}
