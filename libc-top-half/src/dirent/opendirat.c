#include <dirent.h>

DIR *opendirat(int dirfd, const char *name)
{
	return __opendirat(dirfd, name);
}
