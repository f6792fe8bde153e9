/* wcstol, wcstoul, wcstod. */
#include "../check.h"
#include <wchar.h>

int main(void)
{
	wchar_t *end;

	CHECK_EQ(wcstol(L" -0x1fz", &end, 0), -31);
	CHECK_EQ(*end, L'z');
	CHECK_EQ(wcstoul(L"77", &end, 8), 63);
	CHECK_EQ(wcstoll(L"9223372036854775807", NULL, 10), 9223372036854775807);
	errno = 0;
	CHECK_EQ(wcstoll(L"9223372036854775808", NULL, 10), 9223372036854775807);
	CHECK_EQ(errno, ERANGE);
	CHECK_DBL(wcstod(L"1.25e1x", &end), 12.5);
	CHECK_EQ(*end, L'x');
}
