#include "features.h"
#include <stddef.h>

/* Without an environment, a program starts in the root, and PATH is empty. A program with
 * an environment has other versions of these, in __environ.c. The archive lists members
 * by their names: this one must come first. */
weak void __start_folder(void)
{
}

weak int __on_path(const char *name, size_t len)
{
	return 0;
}
