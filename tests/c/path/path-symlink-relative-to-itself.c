/* Paths: a relative target starts at the link's own directory, not at the current one. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("d/link", "in d");
	CHECK_FILE("d/up", "top");
	CHECK_EQ(chdir("d"), 0);
	CHECK_FILE("link", "in d");
	CHECK_FILE("up", "top");
}
