/* newlocale, uselocale, duplocale: locale objects and the _l functions. */
#include "../check.h"
#include <ctype.h>
#include <locale.h>

int main(void)
{
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);

	CHECK(c != (locale_t)0);
	CHECK(isalpha_l('a', c));
	CHECK(!isalpha_l('1', c));
	CHECK_EQ(toupper_l('x', c), 'X');
	CHECK_EQ(strcoll_l("a", "b", c) < 0, 1);
	locale_t before = uselocale((locale_t)0);
	CHECK(before == LC_GLOBAL_LOCALE);
	CHECK(uselocale(c) == LC_GLOBAL_LOCALE);
	CHECK(uselocale((locale_t)0) == c);
	CHECK(uselocale(LC_GLOBAL_LOCALE) == c);
	locale_t copy = duplocale(c);
	CHECK(copy != (locale_t)0);
	freelocale(copy);
	freelocale(c);
}
