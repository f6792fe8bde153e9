/* getenv: what the program was given, empty values included, whole names only. */
#include "../check.h"

int main(void)
{
	CHECK_STR(getenv("A"), "1");
	CHECK_STR(getenv("EMPTY"), "");
	CHECK_STR(getenv("WITH"), "a=b c");
	CHECK_STR(getenv("UTF8"), "gr\xc3\xbc\xc3\x9f");
	CHECK(getenv("EMPT") == NULL);
	CHECK(getenv("a") == NULL);
	CHECK(getenv("") == NULL);
	CHECK(getenv("A=1") == NULL);
}
