/* strspn, strcspn, strpbrk; mempcpy, swab, ffs, strverscmp. */
#include "../check.h"
#include <strings.h>

int main(void)
{
	char room[8];

	CHECK_EQ(strspn("aabbc", "ab"), 4);
	CHECK_EQ(strspn("abc", ""), 0);
	CHECK_EQ(strcspn("abc,d", ",;"), 3);
	CHECK_EQ(strcspn("abc", ""), 3);
	CHECK_STR(strpbrk("key=value", "=:"), "=value");
	CHECK(strpbrk("abc", "xyz") == NULL);
	CHECK(mempcpy(room, "abc", 3) == room + 3);
	swab("badc", room, 4);
	CHECK_MEM(room, "abcd", 4);
	CHECK_EQ(ffs(0), 0);
	CHECK_EQ(ffs(8), 4);
	CHECK_EQ(ffsll(1LL << 40), 41);
	CHECK(strverscmp("f9", "f10") < 0);
	CHECK(strverscmp("f01", "f1") < 0);
}
