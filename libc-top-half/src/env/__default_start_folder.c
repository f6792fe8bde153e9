#include "features.h"

/* A program starts in the root. One that has an environment has another version of this,
 * in __environ.c. The archive lists members by their names: this one must come first. */
weak void __start_folder(void)
{
}
