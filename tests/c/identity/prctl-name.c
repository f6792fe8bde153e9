/* prctl: PR_SET_NAME keeps 15 bytes of a name, PR_GET_NAME returns them. */
#include "../check.h"
#include <sys/prctl.h>

int main(void)
{
	char name[17];

	memset(name, '?', sizeof name);
	CHECK_EQ(prctl(PR_SET_NAME, "short", 0, 0, 0), 0);
	CHECK_EQ(prctl(PR_GET_NAME, name, 0, 0, 0), 0);
	CHECK_STR(name, "short");
	CHECK_EQ(name[15], '\0');
	CHECK_EQ(name[16], '?');
	CHECK_EQ(prctl(PR_SET_NAME, "0123456789abcdefghi", 0, 0, 0), 0);
	CHECK_EQ(prctl(PR_GET_NAME, name, 0, 0, 0), 0);
	CHECK_STR(name, "0123456789abcde");
	CHECK_EQ(prctl(PR_SET_NAME, "", 0, 0, 0), 0);
	CHECK_EQ(prctl(PR_GET_NAME, name, 0, 0, 0), 0);
	CHECK_STR(name, "");
}
