/* fnmatch: wildcards, sets, and its flags. */
#include "../check.h"
#include <fnmatch.h>

int main(void)
{
	CHECK_EQ(fnmatch("*.c", "main.c", 0), 0);
	CHECK_EQ(fnmatch("*.c", "main.h", 0), FNM_NOMATCH);
	CHECK_EQ(fnmatch("?[a-c]*", "xb", 0), 0);
	CHECK_EQ(fnmatch("[!a]", "b", 0), 0);
	CHECK_EQ(fnmatch("[]]", "]", 0), 0);
	CHECK_EQ(fnmatch("*", "a/b", 0), 0);
	CHECK_EQ(fnmatch("*", "a/b", FNM_PATHNAME), FNM_NOMATCH);
	CHECK_EQ(fnmatch("*/b", "a/b", FNM_PATHNAME), 0);
	CHECK_EQ(fnmatch("*", ".hidden", FNM_PERIOD), FNM_NOMATCH);
	CHECK_EQ(fnmatch("*", ".hidden", 0), 0);
	CHECK_EQ(fnmatch("\\*", "*", 0), 0);
	CHECK_EQ(fnmatch("\\*", "\\x", FNM_NOESCAPE), 0);
	CHECK_EQ(fnmatch("ABC", "abc", FNM_CASEFOLD), 0);
	CHECK_EQ(fnmatch("a", "a/b", FNM_LEADING_DIR), 0);
	CHECK_EQ(fnmatch("[[:digit:]]x", "7x", 0), 0);
}
