/* A program with a descriptor table opens a device that only its user names. */
#include "../check.h"

int main(int argc, char **argv)
{
	char bytes[3] = "xx";

	CHECK_EQ(argc, 4);
	int null = OPEN(argv[1], O_WRONLY);
	int zero = OPEN(argv[2], O_RDONLY);
	CHECK_EQ(dup2(zero, 0), 0);
	CHECK_EQ(close(zero), 0);
	CHECK_EQ(read(0, bytes, 2), 2);
	CHECK_MEM(bytes, "\0\0", 2);
	CHECK_EQ(dup2(null, 1), 1);
	CHECK_EQ(printf("nobody sees it\n"), 15);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_ERRNO(open(argv[3], O_RDONLY), ENOTDIR);
	return 0;
}
