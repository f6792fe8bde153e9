/* mkstemp: ENOENT in a missing directory, and the template is as it was or filled, never cut. */
#include "../check.h"

int main(void)
{
	char name[] = "missing/tmp-XXXXXX";

	CHECK_ERRNO(mkstemp(name), ENOENT);
	CHECK_EQ(strlen(name), 18);
	CHECK_MEM(name, "missing/tmp-", 12);
}
