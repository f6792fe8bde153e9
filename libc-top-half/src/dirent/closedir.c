/* Upstream frees one block. Here fdclosedir frees the stream and its buffer, and returns the
 * descriptor, still open. */
#define _BSD_SOURCE
#include <dirent.h>
#include <unistd.h>

int closedir(DIR *dir)
{
	return close(fdclosedir(dir));
}
