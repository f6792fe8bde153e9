/* sethostname, setdomainname: refused. */
#include "../check.h"

int main(void)
{
	char name[256];

	CHECK_ERRNO(sethostname("elsewhere", 9), EPERM);
	CHECK_ERRNO(setdomainname("elsewhere", 9), EPERM);
	CHECK_EQ(gethostname(name, sizeof name), 0);
	CHECK(name[0] != '\0' && strcmp(name, "elsewhere") != 0);
	CHECK_EQ(getdomainname(name, sizeof name), 0);
}
