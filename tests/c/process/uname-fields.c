/* uname and gethostname: fields that are filled in. */
#include "../check.h"
#include <sys/utsname.h>

int main(void)
{
	struct utsname name;
	char host[256];

	CHECK_EQ(uname(&name), 0);
	CHECK(name.sysname[0] != '\0');
	CHECK(name.nodename[0] != '\0');
	CHECK(name.release[0] != '\0');
	CHECK(name.version[0] != '\0');
	CHECK(name.machine[0] != '\0');
	CHECK_EQ(gethostname(host, sizeof host), 0);
	CHECK_STR(host, name.nodename);
}
