/* strtok, strtok_r and strsep: tokens, empty fields, two at once. */
#include "../check.h"

int main(void)
{
	char a[] = ",one,,two,", b[] = "x y", c[] = "p::q";
	char *sa, *sb, *field = c;

	CHECK_STR(strtok_r(a, ",", &sa), "one");
	CHECK_STR(strtok_r(b, " ", &sb), "x");
	CHECK_STR(strtok_r(NULL, ",", &sa), "two");
	CHECK_STR(strtok_r(NULL, " ", &sb), "y");
	CHECK(strtok_r(NULL, ",", &sa) == NULL);
	CHECK(strtok_r(NULL, " ", &sb) == NULL);
	CHECK_STR(strsep(&field, ":"), "p");
	CHECK_STR(strsep(&field, ":"), "");
	CHECK_STR(strsep(&field, ":"), "q");
	CHECK(strsep(&field, ":") == NULL);
	char d[] = "one two";
	CHECK_STR(strtok(d, " "), "one");
	CHECK_STR(strtok(NULL, " "), "two");
	CHECK(strtok(NULL, " ") == NULL);
}
