#define _BSD_SOURCE
#include <dirent.h>
#include <stdlib.h>
#include "__dirent.h"

int fdclosedir(DIR *dir)
{
	int fd = dir->fd;
	free(dir->buf);
	free(dir);
	return fd;
}
