/* strncpy pads with NULs or leaves none; strncat, stpncpy, memccpy, strndup. */
#include "../check.h"

#ifndef __clang__
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#endif

int main(void)
{
	char room[12];

	memset(room, '#', sizeof room);
	CHECK(strncpy(room, "abc", 6) == room);
	CHECK_MEM(room, "abc\0\0\0######", 12);
	strncpy(room, "abcdef", 4);
	CHECK_MEM(room, "abcd\0\0", 6);
	memset(room, '#', sizeof room);
	CHECK(stpncpy(room, "ab", 5) == room + 2);
	CHECK_MEM(room, "ab\0\0\0#", 6);
	strcpy(room, "x");
	CHECK_STR(strncat(room, "abcdef", 3), "xabc");
	CHECK_STR(strcat(room, "!"), "xabc!");
	memset(room, '#', sizeof room);
	CHECK(memccpy(room, "abcdef", 'c', 6) == room + 3);
	CHECK_MEM(room, "abc#", 4);
	CHECK(memccpy(room, "abcdef", 'z', 6) == NULL);
	char *copy = strndup("abcdef", 3);
	CHECK_STR(copy, "abc");
	free(copy);
	copy = strdup("");
	CHECK_STR(copy, "");
	free(copy);
}
