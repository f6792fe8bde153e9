#include <sys/mman.h>
#include "ipc_name.h"
#include "syscall.h"

/* In the bottom half: the names of shared memory are this process's own. */
long __shm_open(const char *, int, mode_t);
long __shm_unlink(const char *);

int shm_open(const char *name, int flags, mode_t mode)
{
	if (!(name = __ipc_name(name))) return -1;
	return __syscall_ret(__shm_open(name, flags, mode));
}

int shm_unlink(const char *name)
{
	if (!(name = __ipc_name(name))) return -1;
	return __syscall_ret(__shm_unlink(name));
}
