/* regcomp: an error code for each kind of bad pattern, with a message. */
#include "../check.h"
#include <regex.h>

int main(void)
{
	struct {
		const char *pattern;
		int error;
	} cases[] = {
		{ "[a", REG_EBRACK },	 { "(a", REG_EPAREN },
		{ "[[:foo:]]", REG_ECTYPE },
		{ "a{2,1}", REG_BADBR }, { "a\\", REG_EESCAPE },
		{ "[b-a]", REG_ERANGE },
	};
	char message[80];
	regex_t regex;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_EQ(regcomp(&regex, cases[i].pattern, REG_EXTENDED), cases[i].error);
		size_t length = regerror(cases[i].error, &regex, message, sizeof message);
		CHECK(length > 1 && length <= sizeof message);
		CHECK_EQ(strlen(message), length - 1);
	}
	CHECK_EQ(regcomp(&regex, "(a)(b)(c)", REG_EXTENDED), 0);
	CHECK_EQ(regex.re_nsub, 3);
	regfree(&regex);
}
