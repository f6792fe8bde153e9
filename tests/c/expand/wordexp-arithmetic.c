/* wordexp: arithmetic as in C; commands are refused. */
#include "../check.h"
#include <wordexp.h>

static const char *value(const char *text)
{
	static char result[64];
	wordexp_t w;

	CHECK_EQ(wordexp(text, &w, 0), 0);
	CHECK_EQ(w.we_wordc, 1);
	strcpy(result, w.we_wordv[0]);
	wordfree(&w);
	return result;
}

int main(void)
{
	wordexp_t w;

	CHECK_STR(value("$((10 - 2 - 3))"), "5");
	CHECK_STR(value("$((7 / 2 * 2 + 7 % 2))"), "7");
	CHECK_STR(value("$((-2 + +3))"), "1");
	CHECK_STR(value("$((~0 ^ 0xff & 017))"), "-16");
	CHECK_STR(value("$((1 << 4 | 3 >> 1))"), "17");
	CHECK_STR(value("$((2 < 3 && 3 <= 3 && !(4 > 5)))"), "1");
	CHECK_STR(value("$((1 == 2 || 1 != 2))"), "1");
	CHECK_STR(value("$((0 ? 1 : 2 ? 3 : 4))"), "3");
	CHECK_STR(value("$((N * $N + ${#N}))"), "146");
	CHECK_STR(value("x$((1))y"), "x1y");
	CHECK_EQ(wordexp("$((1 / 0))", &w, 0), WRDE_SYNTAX);
	CHECK_EQ(wordexp("$((1 +))", &w, 0), WRDE_SYNTAX);
	CHECK_EQ(wordexp("$((1", &w, 0), WRDE_SYNTAX);
	CHECK_EQ(wordexp("$(echo x)", &w, 0), WRDE_NOSYS);
	CHECK_EQ(wordexp("`echo x`", &w, 0), WRDE_NOSYS);
}
