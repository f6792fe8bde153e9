/* Functions that gnulib and others bring along under names that some C library has with
 * another type: they are the program's, and the library calls none of them. */
#include "../check.h"
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <sys/stat.h>

DIR *opendirat(int folder, const char *name, int flags, int *descriptor)
{
	(void)folder;
	(void)name;
	(void)flags;
	*descriptor = -1;
	CHECK(!"the library called it");
	return NULL;
}

int fpurge(FILE *file)
{
	(void)file;
	CHECK(!"the library called it");
	return 0;
}

void *iprintf(char **text)
{
	CHECK(!"the library called it");
	return text;
}

static int visit(const char *path, const struct stat *st, int type)
{
	(void)path;
	(void)st;
	(void)type;
	return 0;
}

int main(void)
{
	struct dirent **list;
	glob_t found;
	DIR *dir = opendir(".");

	CHECK(dir != NULL && readdir(dir) != NULL && closedir(dir) == 0);
	int n = scandir(".", &list, NULL, alphasort);
	CHECK(n >= 0);
	CHECK_EQ(ftw(".", visit, 3), 0);
	glob("*", 0, NULL, &found);
	fflush(stdin);
}
