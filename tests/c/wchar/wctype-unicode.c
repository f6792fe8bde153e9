/* <wctype.h>, wcwidth: letters, case and widths beyond ASCII. */
#include "../check.h"
#include <locale.h>
#include <wchar.h>
#include <wctype.h>

int main(void)
{
	CHECK(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
	CHECK(iswalpha(L'a') && iswalpha(0xfc) && iswalpha(0x4e00));
	CHECK(!iswalpha(L'1') && !iswalpha(0x20ac));
	CHECK_EQ(towupper(0xfc), 0xdc);
	CHECK_EQ(towlower(0x0416), 0x0436);
	CHECK_EQ(towupper(L'1'), L'1');
	CHECK(iswspace(0x2003));
	CHECK(iswctype(L'7', wctype("digit")));
	CHECK_EQ(wctype("no-such"), 0);
	CHECK_EQ(towctrans(L'q', wctrans("toupper")), L'Q');
	CHECK_EQ(wcwidth(L'a'), 1);
	CHECK_EQ(wcwidth(0x4e00), 2);
	CHECK_EQ(wcwidth(0x0301), 0);
	CHECK_EQ(wcwidth(0x07), -1);
	CHECK_EQ(wcswidth(L"ab\u4e00", 3), 4);
}
