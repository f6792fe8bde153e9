/* <wchar.h>: the string functions for wide characters. */
#include "../check.h"
#include <wchar.h>

int main(void)
{
	wchar_t room[32], *save, list[] = L"a,b";
	const wchar_t *text = L"hello world";

	CHECK_EQ(wcslen(text), 11);
	CHECK(wcscpy(room, text) == room);
	CHECK_EQ(wcscmp(room, text), 0);
	CHECK(wcscmp(L"a", L"b") < 0);
	CHECK_EQ(wcsncmp(L"abc", L"abd", 2), 0);
	CHECK(wcschr(text, L'o') == text + 4);
	CHECK(wcsrchr(text, L'o') == text + 7);
	CHECK(wcsstr(text, L"wor") == text + 6);
	CHECK_EQ(wcsspn(text, L"eh"), 2);
	CHECK_EQ(wcscspn(text, L"o"), 4);
	CHECK(wcscat(room, L"!") == room && wcslen(room) == 12);
	CHECK_EQ(wcscmp(wcstok(list, L",", &save), L"a"), 0);
	CHECK_EQ(wcscmp(wcstok(NULL, L",", &save), L"b"), 0);
	CHECK(wmemset(room, L'x', 3) == room && room[2] == L'x');
	CHECK_EQ(wmemcmp(room, L"xxx", 3), 0);
	CHECK(wmemchr(text, L'w', 11) == text + 6);
	CHECK_EQ(swprintf(room, 32, L"%d-%ls", 42, L"x"), 4);
	CHECK_EQ(wcscmp(room, L"42-x"), 0);
	CHECK(swprintf(room, 3, L"%d", 12345) < 0);
	int n;
	CHECK_EQ(swscanf(L"77 rest", L"%d", &n), 1);
	CHECK_EQ(n, 77);
}
