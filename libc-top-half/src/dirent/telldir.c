/* See seekdir.c. */
#define _BSD_SOURCE
#include <dirent.h>
#include "__dirent.h"

long telldir(DIR *dir)
{
	return dir->pos;
}
