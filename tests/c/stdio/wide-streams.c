/* fwprintf, fgetws, fgetwc: wide streams write and read UTF-8. */
#include "../check.h"
#include <locale.h>
#include <wchar.h>

int main(void)
{
	wchar_t line[16];

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		CHECK(setlocale(LC_CTYPE, "C.utf8") != NULL);
	FILE *f = fopen("f", "w");
	CHECK(f != NULL);
	CHECK_EQ(fwide(f, 0), 0);
	CHECK_EQ(fwprintf(f, L"%ls %d\n", L"\u00fc\u20ac", 7), 5);
	CHECK(fwide(f, 0) > 0);
	CHECK_EQ(fclose(f), 0);
	CHECK_FILE("f", "\xc3\xbc\xe2\x82\xac 7\n");
	f = fopen("f", "r");
	CHECK(f != NULL);
	CHECK_EQ(fgetwc(f), 0xfc);
	CHECK(fgetws(line, 16, f) != NULL);
	CHECK_EQ(line[0], 0x20ac);
	CHECK_EQ(wcslen(line), 4);
	CHECK_EQ(fgetwc(f), WEOF);
	CHECK_EQ(fclose(f), 0);
}
