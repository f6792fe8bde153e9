/* getpgid and getsid: ESRCH when there is no such process. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(getpgid(0x7ffffff0), ESRCH);
	CHECK_ERRNO(getsid(0x7ffffff0), ESRCH);
	CHECK_ERRNO(getpgid(-1), ESRCH);
	CHECK_ERRNO(getsid(-1), ESRCH);
}
