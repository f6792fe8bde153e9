/* setuid, setgid: -1 is not a user or group. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(setuid((uid_t)-1), EINVAL);
	CHECK_ERRNO(setgid((gid_t)-1), EINVAL);
}
