/* dirfd: the descriptor serves openat, fstatat and unlinkat while the stream is read. */
#include "../check.h"
#include <dirent.h>
#include <sys/stat.h>

int main(void)
{
	struct dirent *entry;
	struct stat st;
	int files = 0;
	DIR *dir = opendir("d");

	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		CHECK_EQ(fstatat(dirfd(dir), entry->d_name, &st, 0), 0);
		if (S_ISREG(st.st_mode)) {
			CHECK_EQ(unlinkat(dirfd(dir), entry->d_name, 0), 0);
			files++;
		}
	}
	CHECK_EQ(files, 3);
	CHECK_EQ(closedir(dir), 0);
	CHECK_EQ(rmdir("d"), 0);
}
