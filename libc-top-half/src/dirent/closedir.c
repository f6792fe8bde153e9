#define _BSD_SOURCE
#include <dirent.h>
#include <unistd.h>

int closedir(DIR *dir)
{
	return close(fdclosedir(dir));
}
