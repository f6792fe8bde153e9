/* regexec: REG_ICASE, REG_NEWLINE, REG_NOTBOL, REG_NOSUB, basic syntax, back-references. */
#include "../check.h"
#include <regex.h>

static int match(const char *pattern, int cflags, const char *text, int eflags)
{
	regex_t regex;
	regmatch_t m[1];

	CHECK_EQ(regcomp(&regex, pattern, cflags), 0);
	int result = regexec(&regex, text, 1, m, eflags);
	regfree(&regex);
	if (result != 0)
		return -1;
	return cflags & REG_NOSUB ? 0 : (int)m[0].rm_so;
}

int main(void)
{
	CHECK_EQ(match("HELLO", REG_EXTENDED | REG_ICASE, "say hello", 0), 4);
	CHECK_EQ(match("^two$", REG_EXTENDED, "one\ntwo\nthree", 0), -1);
	CHECK_EQ(match("^two$", REG_EXTENDED | REG_NEWLINE, "one\ntwo\nthree", 0), 4);
	CHECK_EQ(match("a.b", REG_EXTENDED | REG_NEWLINE, "a\nb", 0), -1);
	CHECK_EQ(match("^a", REG_EXTENDED, "a", REG_NOTBOL), -1);
	CHECK_EQ(match("a$", REG_EXTENDED, "a", REG_NOTEOL), -1);
	CHECK_EQ(match("b", REG_EXTENDED | REG_NOSUB, "abc", 0), 0);
	CHECK_EQ(match("a+b", 0, "aab a+b", 0), 4);
	CHECK_EQ(match("\\(ab\\)\\1", 0, "xabab", 0), 1);
	CHECK_EQ(match("\\(.\\)\\1$", 0, "abcc", 0), 2);
	CHECK_EQ(match("a\\{2\\}", 0, "baa", 0), 1);
}
