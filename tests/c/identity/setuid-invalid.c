/* setuid, setgid: -1 is nobody's number. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(setuid((uid_t)-1), EINVAL);
	CHECK_ERRNO(setgid((gid_t)-1), EINVAL);
}
