/* sysconf: _SC_OPEN_MAX is at least POSIX's minimum, and getdtablesize agrees. */
#include "../check.h"

int main(void)
{
	long most = sysconf(_SC_OPEN_MAX);

	CHECK(most >= 20);
	CHECK_EQ(getdtablesize(), most);
}
