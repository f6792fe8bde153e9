#include <net/if.h>
#include <errno.h>

/* WASI lists no network interfaces. */
char *if_indextoname(unsigned index, char *name)
{
	errno = ENXIO;
	return 0;
}
