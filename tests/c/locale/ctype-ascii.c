/* <ctype.h>: every byte in the C locale. */
#include "../check.h"
#include <ctype.h>

int main(void)
{
	for (int c = -1; c < 128; c++) {
		int upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
		int digit = c >= '0' && c <= '9';
		CHECK_EQ(!!isupper(c), upper);
		CHECK_EQ(!!islower(c), lower);
		CHECK_EQ(!!isalpha(c), upper || lower);
		CHECK_EQ(!!isdigit(c), digit);
		CHECK_EQ(!!isalnum(c), upper || lower || digit);
		CHECK_EQ(!!isxdigit(c), digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
		CHECK_EQ(!!isspace(c), c == ' ' || (c >= 9 && c <= 13));
		CHECK_EQ(!!isblank(c), c == ' ' || c == '\t');
		CHECK_EQ(!!iscntrl(c), (c >= 0 && c < 32) || c == 127);
		CHECK_EQ(!!isprint(c), c >= 32 && c < 127);
		CHECK_EQ(!!isgraph(c), c > 32 && c < 127);
		CHECK_EQ(!!ispunct(c), c > 32 && c < 127 && !(upper || lower || digit));
		CHECK_EQ(tolower(c), upper ? c + 32 : c);
		CHECK_EQ(toupper(c), lower ? c - 32 : c);
	}
}
