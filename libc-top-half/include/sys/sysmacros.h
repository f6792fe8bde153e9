#ifndef _WASI_SYS_SYSMACROS_H
#define _WASI_SYS_SYSMACROS_H

#include <sys/__musl/sysmacros.h>

/* Upstream's is of a type that C89 lacks, written out at each use. */
static __inline unsigned long long __makedev(unsigned __major, unsigned __minor)
{
	return makedev(__major, __minor);
}

#undef makedev
#define makedev(x, y) __makedev(x, y)

#endif
