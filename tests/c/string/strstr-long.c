/* strstr and memmem: long needles with long partial matches. */
#include "../check.h"

int main(void)
{
	static char hay[20001], needle[2001];

	memset(hay, 'a', 20000);
	memset(needle, 'a', 2000);
	CHECK(strstr(hay, needle) == hay);
	needle[1999] = 'b';
	CHECK(strstr(hay, needle) == NULL);
	hay[19000] = 'b';
	CHECK(strstr(hay, needle) == hay + 19000 - 1999);
	CHECK(memmem(hay, 20000, needle, 2000) == hay + 19000 - 1999);
	CHECK(memmem(hay, 19000, needle, 2000) == NULL);
	needle[0] = 'c';
	CHECK(strstr(hay, needle) == NULL);
}
