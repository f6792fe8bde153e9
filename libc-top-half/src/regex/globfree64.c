#include <glob.h>

void globfree64(glob_t *g)
{
	globfree(g);
}
