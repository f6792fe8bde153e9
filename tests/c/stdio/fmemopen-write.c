/* fmemopen: writes into memory up to its size, ends with a NUL when there is room. */
#include "../check.h"

int main(void)
{
	char room[8];

	memset(room, '#', sizeof room);
	FILE *f = fmemopen(room, sizeof room, "w");
	CHECK(f != NULL);
	CHECK(fputs("abc", f) >= 0);
	CHECK_EQ(fflush(f), 0);
	CHECK_STR(room, "abc");
	CHECK_EQ(fseek(f, 1, SEEK_SET), 0);
	CHECK(fputs("XY", f) >= 0);
	CHECK_EQ(fclose(f), 0);
	CHECK_MEM(room, "aXY", 3);
	CHECK_NULL(fmemopen(room, sizeof room, "q"), EINVAL);
}
