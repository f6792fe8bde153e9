/* dup: a copy of a directory's descriptor serves for openat, fchdir and listing. */
#include "../check.h"
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

int main(void)
{
	struct dirent *entry;
	int found = 0;

	CHECK_EQ(mkdir("d", 0777), 0);
	PUT("d/f", "x");
	int folder = OPEN("d", O_RDONLY | O_DIRECTORY);
	CHECK_EQ(dup2(folder, 40), 40);
	CHECK_EQ(close(folder), 0);
	CHECK_ERRNO(openat(folder, "f", O_RDONLY), EBADF);
	int file = openat(40, "f", O_RDONLY);
	CHECK(file >= 0);
	CHECK_EQ(faccessat(40, "f", F_OK, 0), 0);
	CHECK_ERRNO(openat(file, "f", O_RDONLY), ENOTDIR);
	int copy = dup(40);
	DIR *stream = fdopendir(copy);
	CHECK(stream);
	while ((entry = readdir(stream)))
		found += !strcmp(entry->d_name, "f");
	CHECK_EQ(found, 1);
	CHECK_EQ(closedir(stream), 0);
	CHECK_EQ(fchdir(40), 0);
	CHECK_EQ(access("f", F_OK), 0);
}
