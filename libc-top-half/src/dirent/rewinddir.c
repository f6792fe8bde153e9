#include <dirent.h>
#include <unistd.h>
#include "__dirent.h"

/* What has changed since shows from here on. */
void rewinddir(DIR *dir)
{
	lseek(dir->fd, 0, SEEK_SET);
	dir->whole = 0;
	dir->pos = dir->end = dir->size = 0;
}
