#ifndef DIRENT_H
#define DIRENT_H

#include "../../include/dirent.h"

/* Under names that no program takes for itself: gnulib has an opendirat of its own, with
 * more parameters. The public names have files of their own, so that where one stands in
 * an archive of the program, the library's does not come along with opendir. */
hidden DIR *__opendirat(int, const char *);
hidden int __scandirat(int, const char *, struct dirent ***, int (*)(const struct dirent *),
	int (*)(const struct dirent **, const struct dirent **));

#endif
