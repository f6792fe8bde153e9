#include <spawn.h>
#include "syscall.h"

/* Without a process to prepare, only what it would have become is left to ask for. */
int posix_spawn(pid_t *restrict res, const char *restrict path,
	const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *restrict attr,
	char *const argv[restrict], char *const envp[restrict])
{
	return -__syscall(SYS_execve, path, argv, envp);
}
