#include <dirent.h>
#include <unistd.h>
#include "__dirent.h"

/* Changes since the first read become visible here. */
void rewinddir(DIR *dir)
{
	lseek(dir->fd, 0, SEEK_SET);
	dir->whole = 0;
	dir->pos = dir->end = dir->size = 0;
}
