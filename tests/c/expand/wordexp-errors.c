/* wordexp: invalid words, WRDE_APPEND, WRDE_DOOFFS, WRDE_REUSE. */
#include "../check.h"
#include <wordexp.h>

int main(void)
{
	wordexp_t w = { 0 };

	CHECK_EQ(wordexp("a | b", &w, 0), WRDE_BADCHAR);
	CHECK_EQ(wordexp("a;b", &w, 0), WRDE_BADCHAR);
	CHECK_EQ(wordexp("a\nb", &w, 0), WRDE_BADCHAR);
	CHECK_EQ(wordexp("(a)", &w, 0), WRDE_BADCHAR);
	CHECK_EQ(wordexp("$(x)", &w, WRDE_NOCMD), WRDE_CMDSUB);
	CHECK_EQ(wordexp("`x`", &w, WRDE_NOCMD), WRDE_CMDSUB);
	CHECK_EQ(wordexp("'a", &w, 0), WRDE_SYNTAX);
	CHECK_EQ(wordexp("\"a", &w, 0), WRDE_SYNTAX);
	CHECK_EQ(wordexp("${a", &w, 0), WRDE_SYNTAX);

	w.we_offs = 2;
	CHECK_EQ(wordexp("a b", &w, WRDE_DOOFFS), 0);
	CHECK_EQ(w.we_wordc, 2);
	CHECK(!w.we_wordv[0] && !w.we_wordv[1]);
	CHECK_STR(w.we_wordv[2], "a");
	CHECK_EQ(wordexp("c", &w, WRDE_DOOFFS | WRDE_APPEND), 0);
	CHECK_EQ(w.we_wordc, 3);
	CHECK_STR(w.we_wordv[3], "b");
	CHECK_STR(w.we_wordv[4], "c");
	CHECK_EQ(wordexp("a &", &w, WRDE_DOOFFS | WRDE_APPEND), WRDE_BADCHAR);
	CHECK_STR(w.we_wordv[4], "c");
	CHECK_EQ(wordexp("d", &w, WRDE_REUSE), 0);
	CHECK_EQ(w.we_wordc, 1);
	CHECK_STR(w.we_wordv[0], "d");
	CHECK(!w.we_wordv[1]);
	wordfree(&w);
}
