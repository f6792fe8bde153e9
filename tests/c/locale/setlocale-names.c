/* setlocale: "C" to begin with; C.UTF-8 can be had; an unknown one is NULL and changes nothing. */
#include "../check.h"
#include <langinfo.h>
#include <locale.h>

int main(void)
{
	CHECK_STR(setlocale(LC_ALL, NULL), "C");
	CHECK_STR(localeconv()->decimal_point, ".");
	CHECK_STR(localeconv()->thousands_sep, "");
	CHECK(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
	CHECK_STR(nl_langinfo(CODESET), "UTF-8");
	CHECK_STR(nl_langinfo(DAY_1), "Sunday");
	CHECK_STR(nl_langinfo(ABMON_12), "Dec");
	CHECK_STR(nl_langinfo(RADIXCHAR), ".");
	CHECK(setlocale(12345, "C") == NULL);
	CHECK_STR(setlocale(LC_ALL, "C"), "C");
}
