#include <dlfcn.h>
#include "dynlink.h"
#include "syscall.h"

/* The system call says nothing more; it is what wasi-cc can tell of at the link. */
void *dlopen(const char *file, int mode)
{
	__syscall(SYS_dlopen, file, mode);
	__dl_seterr("Dynamic loading not supported");
	return 0;
}
