#ifndef DIRENT_H
#define DIRENT_H

#include "../../include/dirent.h"

/* Under names that no program takes for itself: gnulib has an opendirat of its own, with
 * more parameters. */
hidden DIR *__opendirat(int, const char *);
hidden int __scandirat(int, const char *, struct dirent ***, int (*)(const struct dirent *),
	int (*)(const struct dirent **, const struct dirent **));

#endif
