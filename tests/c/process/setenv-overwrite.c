/* setenv and unsetenv: adding, keeping, replacing, removing; EINVAL for bad names. */
#include "../check.h"

static const char *volatile nothing = NULL;

int main(void)
{
	CHECK_EQ(setenv("A", "2", 0), 0);
	CHECK_STR(getenv("A"), "1");
	CHECK_EQ(setenv("A", "longer value", 1), 0);
	CHECK_STR(getenv("A"), "longer value");
	CHECK_EQ(setenv("B", "", 0), 0);
	CHECK_STR(getenv("B"), "");
	CHECK_EQ(unsetenv("A"), 0);
	CHECK(getenv("A") == NULL);
	CHECK_EQ(unsetenv("A"), 0);
	CHECK_ERRNO(setenv("", "x", 1), EINVAL);
	CHECK_ERRNO(setenv("A=B", "x", 1), EINVAL);
	CHECK_ERRNO(setenv(nothing, "x", 1), EINVAL);
	CHECK_ERRNO(unsetenv(""), EINVAL);
	CHECK_ERRNO(unsetenv("A=B"), EINVAL);
}
