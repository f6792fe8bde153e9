#define _BSD_SOURCE
#include <dirent.h>
#include <fcntl.h>

DIR *opendir(const char *name)
{
	return opendirat(AT_FDCWD, name);
}
