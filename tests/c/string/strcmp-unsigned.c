/* strcmp, strncmp, strcasecmp: unsigned bytes, limits, prefixes. */
#include "../check.h"
#include <strings.h>

int main(void)
{
	CHECK_EQ(strcmp("", ""), 0);
	CHECK(strcmp("a", "b") < 0);
	CHECK(strcmp("ab", "a") > 0);
	CHECK(strcmp("\xff", "a") > 0);
	CHECK_EQ(strncmp("abc", "abd", 2), 0);
	CHECK(strncmp("abc", "abd", 3) < 0);
	CHECK_EQ(strncmp("x", "y", 0), 0);
	CHECK_EQ(strncmp("ab\0c", "ab\0d", 4), 0);
	CHECK_EQ(strcasecmp("HeLLo", "hEllO"), 0);
	CHECK(strcasecmp("a", "B") < 0);
	CHECK_EQ(strncasecmp("ABCx", "abcy", 3), 0);
	CHECK_EQ(strcoll("a", "a"), 0);
	CHECK(strcoll("a", "b") < 0);
}
