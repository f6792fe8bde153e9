/* argc and argv: empty arguments, spaces, UTF-8, a NULL at the end. */
#include "../check.h"

int main(int argc, char **argv)
{
	CHECK_EQ(argc, 7);
	CHECK(argv[0] != NULL && argv[0][0] != '\0');
	CHECK_STR(argv[1], "");
	CHECK_STR(argv[2], "a b");
	CHECK_STR(argv[3], "--flag=x");
	CHECK_STR(argv[4], "\xc3\xbc");
	CHECK_STR(argv[5], "\"quoted\\\"");
	CHECK_STR(argv[6], "");
	CHECK(argv[7] == NULL);
}
