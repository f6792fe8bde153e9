/* putenv: the string itself becomes part of the environment. */
#include "../check.h"

static char text[] = "NAME=one";

int main(void)
{
	CHECK_EQ(putenv(text), 0);
	CHECK_STR(getenv("NAME"), "one");
	CHECK(getenv("NAME") == text + 5);
	memcpy(text + 5, "two", 3);
	CHECK_STR(getenv("NAME"), "two");
	CHECK_EQ(setenv("NAME", "three", 1), 0);
	CHECK_STR(getenv("NAME"), "three");
	CHECK_STR(text, "NAME=two");
}
