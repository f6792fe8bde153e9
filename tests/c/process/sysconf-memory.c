/* sysconf: _SC_PHYS_PAGES and _SC_AVPHYS_PAGES are positive. */
#include "../check.h"

int main(void)
{
	CHECK(sysconf(_SC_PHYS_PAGES) > 0);
	CHECK(sysconf(_SC_AVPHYS_PAGES) > 0);
	CHECK(sysconf(_SC_AVPHYS_PAGES) <= sysconf(_SC_PHYS_PAGES));
}
