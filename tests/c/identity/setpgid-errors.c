/* setpgid: EINVAL for a negative group, ESRCH for a process that is not a child. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(setpgid(0, -1), EINVAL);
	CHECK_ERRNO(setpgid(0x7ffffff0, 0), ESRCH);
	CHECK_ERRNO(setpgid(0x7ffffff0, 0x7ffffff0), ESRCH);
}
