#ifndef DIRENT_H
#define DIRENT_H

#include "../../include/dirent.h"

/* Under reserved names: gnulib has another opendirat, with more parameters. The public
 * names are in separate files, so that the library's is not linked with opendir if an
 * archive of the program has one. */
hidden DIR *__opendirat(int, const char *);
hidden int __scandirat(int, const char *, struct dirent ***, int (*)(const struct dirent *),
	int (*)(const struct dirent **, const struct dirent **));

#endif
