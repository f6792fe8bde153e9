/* <limits.h> and <stdint.h>: the values that POSIX specifies. */
#include "../check.h"
#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

int main(void)
{
	CHECK_EQ(CHAR_BIT, 8);
	CHECK_EQ(sizeof(off_t), 8);
	CHECK_EQ(sizeof(time_t), 8);
	CHECK((off_t)-1 < 0);
	CHECK((ssize_t)-1 < 0);
	CHECK((size_t)-1 > 0);
	CHECK_EQ(PATH_MAX, 4096);
	CHECK_EQ(NAME_MAX, 255);
	CHECK_EQ(SIZE_MAX, (size_t)-1);
	CHECK_EQ(INTPTR_MAX, SSIZE_MAX);
	CHECK(IOV_MAX >= 16);
	CHECK(SSIZE_MAX >= 32767);
	CHECK_EQ(INT64_MIN, -9223372036854775807 - 1);
}
