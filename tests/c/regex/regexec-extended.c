/* regcomp, regexec: extended expressions, captures, leftmost-longest. */
#include "../check.h"
#include <regex.h>

static void is(const char *pattern, const char *text, int start, int end, int a, int b)
{
	regex_t regex;
	regmatch_t m[3];

	CHECK_EQ(regcomp(&regex, pattern, REG_EXTENDED), 0);
	if (start < 0) {
		CHECK_EQ(regexec(&regex, text, 3, m, 0), REG_NOMATCH);
	} else {
		CHECK_EQ(regexec(&regex, text, 3, m, 0), 0);
		CHECK_EQ(m[0].rm_so, start);
		CHECK_EQ(m[0].rm_eo, end);
		CHECK_EQ(m[1].rm_so, a);
		CHECK_EQ(m[1].rm_eo, b);
	}
	regfree(&regex);
}

int main(void)
{
	is("b+", "aabbbc", 2, 5, -1, -1);
	is("(a|ab)(c|bcd)", "abcd", 0, 4, 0, 1);
	is("x*", "aaa", 0, 0, -1, -1);
	is("^abc$", "abc", 0, 3, -1, -1);
	is("^abc$", "abcd", -1, 0, 0, 0);
	is("([0-9]{3})-[0-9]{4}", "tel 555-1234.", 4, 12, 4, 7);
	is("[[:alpha:]_][[:alnum:]_]*", "  name1 = 2", 2, 7, -1, -1);
	is("(foo|foobar)$", "foobar", 0, 6, 0, 6);
	is("a{2,3}", "aaaa", 0, 3, -1, -1);
	is("[^a-c]", "abcd", 3, 4, -1, -1);
	is("(a?)b", "b", 0, 1, 0, 0);
	is("\\.c$", "main.c", 4, 6, -1, -1);
	is("(a*)*", "b", 0, 0, 0, 0);
}
