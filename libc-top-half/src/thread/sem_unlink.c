/* Upstream removes a file in /dev/shm. Names are in a list here. A semaphore that is open stays
 * valid until its last sem_close. */
#include <errno.h>
#include "ipc_name.h"
#include "named_sem.h"

int sem_unlink(const char *name)
{
	if (!(name = __ipc_name(name))) return -1;
	struct named_sem **p = __find_named_sem(name);
	if (!*p) {
		errno = ENOENT;
		return -1;
	}
	(*p)->has_name = 0;
	__drop_named_sem(p);
	return 0;
}
