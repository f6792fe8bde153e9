/* getsid: the same session, by 0 and by the number of the process. */
#include "../check.h"

int main(void)
{
	CHECK(getsid(0) >= 0);
	CHECK_EQ(getsid(getpid()), getsid(0));
}
