#include <dlfcn.h>
#include "dynlink.h"
#include "syscall.h"

/* The system call only fails, but wasi-cc can report it at the link. */
void *dlopen(const char *file, int mode)
{
	__syscall(SYS_dlopen, file, mode);
	__dl_seterr("Dynamic loading not supported");
	return 0;
}
