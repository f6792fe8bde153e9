/* fstatat: ENOTDIR when the descriptor is a file. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_ERRNO(fstatat(fd, "x", &st, 0), ENOTDIR);
	CHECK_EQ(close(fd), 0);
}
