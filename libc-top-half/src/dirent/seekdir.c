/* Upstream seeks the descriptor. Here a position is an offset in the buffer of readdir (see
 * __dirent.h), valid until rewinddir. */
#define _BSD_SOURCE
#include <dirent.h>
#include "__dirent.h"

void seekdir(DIR *dir, long pos)
{
	dir->pos = pos;
}
