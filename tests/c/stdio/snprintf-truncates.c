/* snprintf: cuts, always ends with NUL, returns the full length; size 0 writes nothing. */
#include "../check.h"

#pragma GCC diagnostic ignored "-Wformat-truncation"

static volatile size_t four = 4, one = 1, zero = 0;

int main(void)
{
	char room[8];

	memset(room, '#', sizeof room);
	CHECK_EQ(snprintf(room, four, "%s", "abcdef"), 6);
	CHECK_MEM(room, "abc\0####", 8);
	CHECK_EQ(snprintf(room, one, "%d", 12345), 5);
	CHECK_MEM(room, "\0bc\0", 4);
	memset(room, '#', sizeof room);
	CHECK_EQ(snprintf(room, zero, "%d", 12345), 5);
	CHECK_MEM(room, "########", 8);
	CHECK_EQ(snprintf(NULL, zero, "%100d", 1), 100);
}
