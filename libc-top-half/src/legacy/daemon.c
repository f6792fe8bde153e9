#define _GNU_SOURCE
#include <unistd.h>

/* Where there is no second process, nothing is changed for one: the program goes on, with
 * its directory and its streams. */
int daemon(int nochdir, int noclose)
{
	return fork();
}
