/* mbstowcs, wcstombs, mbsrtowcs: whole strings and their lengths. */
#include "../check.h"
#include <locale.h>
#include <wchar.h>

int main(void)
{
	wchar_t wide[16];
	char back[32];
	const char *text = "gr\xc3\xbc\xc3\x9f" "e";
	const char *p = text;
	mbstate_t state = { 0 };

	CHECK(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
	CHECK_EQ(mbstowcs(NULL, text, 0), 5);
	CHECK_EQ(mbstowcs(wide, text, 16), 5);
	CHECK_EQ(wide[2], 0xfc);
	CHECK_EQ(wide[5], 0);
	CHECK_EQ(wcstombs(NULL, wide, 0), 7);
	CHECK_EQ(wcstombs(back, wide, sizeof back), 7);
	CHECK_STR(back, text);
	CHECK_EQ(mbstowcs(wide, text, 3), 3);
	CHECK_EQ(mbsrtowcs(wide, &p, 4, &state), 4);
	CHECK(p == text + 6);
	CHECK_EQ(mblen(text + 2, 2), 2);
	CHECK_EQ(mbstowcs(wide, "a\xff", 16), (size_t)-1);
}
