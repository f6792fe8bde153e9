/* Paths: 4,095 bytes (PATH_MAX with the NUL) are fine, one more is ENAMETOOLONG. */
#include "../check.h"

int main(void)
{
	char path[4097];

	PUT("f", "reached");
	for (int i = 0; i < 4094; i += 2)
		memcpy(path + i, "./", 2);
	strcpy(path + 4094, "f");
	CHECK_EQ(strlen(path), 4095);
	CHECK_FILE(path, "reached");
	memmove(path + 1, path, 4096);
	path[0] = '.';
	path[1] = '/';
	path[2] = '/';
	CHECK_EQ(strlen(path), 4096);
	CHECK_ERRNO(open(path, O_RDONLY), ENAMETOOLONG);
}
