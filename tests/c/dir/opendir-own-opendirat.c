/* opendir, scandir: a program's own functions by the names opendirat and scandirat, which
 * POSIX does not have, are not called by the library. */
#undef _GNU_SOURCE
#include "../check.h"
#include <dirent.h>

/* gnulib's has these parameters. */
void *opendirat(int dir_fd, const char *name, int flags, int *new_fd)
{
	(void)dir_fd, (void)name, (void)flags, (void)new_fd;
	CHECK(!"called");
	return NULL;
}

int scandirat(void)
{
	CHECK(!"called");
	return -1;
}

int main(void)
{
	struct dirent **list;
	DIR *dir = opendir("d");

	CHECK(dir != NULL);
	CHECK_EQ(closedir(dir), 0);
	CHECK_EQ(scandir("d", &list, NULL, alphasort), 3);
	CHECK_STR(list[2]->d_name, "f");
}
