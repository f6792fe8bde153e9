/* If the host has a file under the name of a device, that file is used. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("/dev/null", "the host's");
	int fd = OPEN("/dev/zero", O_RDONLY);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(open("/dev/null/x", O_RDONLY), ENOTDIR);
	PUT("/dev/null", "changed");
	CHECK_FILE("/dev/null", "changed");
	return 0;
}
