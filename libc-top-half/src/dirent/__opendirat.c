/* opendirat and scandirat share this. The library does not call opendirat itself: programs define
 * a function of that name. opendir does not need it, and so has nothing to do with descriptors of
 * directories (openat.c). */
#include <dirent.h>
#include <fcntl.h>
#include "__dirent.h"

DIR *__opendirat(int dirfd, const char *name)
{
	return __diropen(openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}
