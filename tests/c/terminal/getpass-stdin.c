/* getpass: without a terminal, a line of standard input, after the prompt on standard error. */
#include "../check.h"

int main(void)
{
	char rest[8] = "";
	char *password = getpass("Secret: ");

	CHECK(password != NULL);
	CHECK_STR(password, "open sesame");
	CHECK_EQ(read(0, rest, sizeof rest), 4);
	CHECK_STR(rest, "more");
	CHECK(getpass("Again: ") == NULL);
}
