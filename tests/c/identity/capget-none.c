/* capget, capset: the version is returned, and no capability can be gained. */
#include "../check.h"
#include <sys/syscall.h>

int main(void)
{
	struct { unsigned version; int pid; } header = { 1, 0 };
	unsigned sets[6];

	CHECK_ERRNO(syscall(SYS_capget, &header, sets), EINVAL);
	CHECK_EQ(header.version, 0x20080522);
	CHECK_EQ(syscall(SYS_capget, &header, sets), 0);
	CHECK_EQ(syscall(SYS_capset, &header, sets), 0);
	/* A bit that no capability has. */
	header.version = 0x19980330;
	memset(sets, 0, sizeof sets);
	header.pid = -1;
	CHECK_ERRNO(syscall(SYS_capget, &header, sets), EINVAL);
}
