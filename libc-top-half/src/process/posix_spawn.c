#include <spawn.h>
#include "syscall.h"

/* Fails like the creation of the process; no argument is checked. */
int posix_spawn(pid_t *restrict res, const char *restrict path,
	const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *restrict attr,
	char *const argv[restrict], char *const envp[restrict])
{
	return -__syscall(SYS_clone, 0, 0, 0, 0, 0);
}
