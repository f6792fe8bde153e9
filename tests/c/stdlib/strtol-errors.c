/* strtol and relatives: ERANGE at both ends, nothing converted, EINVAL for a bad base. */
#include "../check.h"
#include <inttypes.h>
#include <limits.h>

int main(void)
{
	char *end;
	const char *text = "  none";

	errno = 0;
	CHECK_EQ(strtoll("9223372036854775808", NULL, 10), LLONG_MAX);
	CHECK_EQ(errno, ERANGE);
	errno = 0;
	CHECK_EQ(strtoll("-9223372036854775809", NULL, 10), LLONG_MIN);
	CHECK_EQ(errno, ERANGE);
	errno = 0;
	CHECK_EQ(strtoll("-9223372036854775808", NULL, 10), LLONG_MIN);
	CHECK_EQ(errno, 0);
	CHECK(strtoull("18446744073709551616", NULL, 10) == ULLONG_MAX);
	CHECK_EQ(errno, ERANGE);
	errno = 0;
	CHECK(strtoull("-1", NULL, 10) == ULLONG_MAX);
	CHECK_EQ(errno, 0);
	CHECK_EQ(strtol("99999999999999999999999", &end, 10), LONG_MAX);
	CHECK_EQ(errno, ERANGE);
	CHECK_STR(end, "");
	CHECK_EQ(strtoimax("7fffffffffffffff", NULL, 16), INTMAX_MAX);
	CHECK_EQ(strtol(text, &end, 10), 0);
	CHECK(end == text);
	errno = 0;
	CHECK_EQ(strtol("1", NULL, 1), 0);
	CHECK_EQ(errno, EINVAL);
}
