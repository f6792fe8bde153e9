/* fdopendir: reads the descriptor's directory; closedir closes the descriptor. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	struct dirent *entry;
	int found = 0;
	int fd = OPEN("d", O_RDONLY | O_DIRECTORY);
	DIR *dir = fdopendir(fd);

	CHECK(dir != NULL);
	CHECK_EQ(dirfd(dir), fd);
	while ((entry = readdir(dir)) != NULL)
		found += strcmp(entry->d_name, "f") == 0;
	CHECK_EQ(found, 1);
	CHECK_EQ(closedir(dir), 0);
	CHECK_ERRNO(close(fd), EBADF);
}
