#include <dirent.h>
#include <fcntl.h>

DIR *opendir(const char *name)
{
	return __opendirat(AT_FDCWD, name);
}
