/* wordexp: fields, quotes, parameters, arithmetic, names of files. */
#include "../check.h"
#include <wordexp.h>

/* The words, with a bar after each. */
static const char *words(const char *text, int flags)
{
	static char all[256];
	wordexp_t w;

	int result = wordexp(text, &w, flags);
	if (result) {
		snprintf(all, sizeof all, "error %d", result);
		return all;
	}
	*all = 0;
	for (size_t i = 0; i < w.we_wordc; i++) strcat(strcat(all, w.we_wordv[i]), "|");
	CHECK(w.we_wordv[w.we_wordc] == NULL);
	wordfree(&w);
	return all;
}

int main(void)
{
	CHECK_STR(words("", 0), "");
	CHECK_STR(words("  a  b\tc ", 0), "a|b|c|");
	CHECK_STR(words("'a  b' \"c d\" e\\ f ''", 0), "a  b|c d|e f||");
	CHECK_STR(words("a'b'\"c\"d", 0), "abcd|");
	CHECK_STR(words("\"a\\$b\\x\"", 0), "a$b\\x|");
	CHECK_STR(words("$V ${V}x", 0), "one|two|one|twox|");
	CHECK_STR(words("\"$V\" '$V'", 0), "one two|$V|");
	CHECK_STR(words("$NONE", 0), "");
	CHECK_STR(words("\"$NONE\"", 0), "|");
	CHECK_STR(words("${NONE:-d e} ${V:-x} ${E-x}y ${E:-x}", 0), "d|e|one|two|y|x|");
	CHECK_STR(words("${V:+set} ${NONE+set}", 0), "set|");
	CHECK_STR(words("${#V}", 0), "7|");
	CHECK_STR(words("${P%/*} ${P%%/*}e ${P#*/} ${P##*/}", 0), "a/b|ae|b/c.d|c.d|");
	CHECK_STR(words("$((1 + 2 * 3)) $(( (1+2)*3 ))", 0), "7|9|");
	CHECK_STR(words("*.c", 0), "x.c|y.c|");
	CHECK_STR(words("'*.c' \\*.c *.z", 0), "*.c|*.c|*.z|");
	CHECK_STR(words("\"$G\"", 0), "*.c|");
	CHECK_STR(words("~/x ~", 0), "/h/x|/h|");
	CHECK_STR(words("a~ \"~\"", 0), "a~|~|");
	CHECK_STR(words("$NONE", WRDE_UNDEF), "error 3");
	CHECK_EQ(WRDE_BADVAL, 3);
}
