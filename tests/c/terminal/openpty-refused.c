/* openpty, forkpty, posix_openpt: there are no pseudo-terminals. */
#include "../check.h"
#include <pty.h>

int main(void)
{
	int leader, follower;

	CHECK_ERRNO(openpty(&leader, &follower, NULL, NULL, NULL), ENOENT);
	CHECK_ERRNO(forkpty(&leader, NULL, NULL, NULL), ENOENT);
	CHECK_ERRNO(posix_openpt(O_RDWR), ENOENT);
}
