#include "features.h"
#include <stddef.h>

/* A program that never passes a directory's descriptor before a path does not need the paths
 * of the directories that it opens. Another links the version of the bottom half. The archive
 * lists members by their names: this one must come before that. */
weak void __remember_folder(int opened, int dirfd, const char *path, size_t len, _Bool is_folder)
{
}
