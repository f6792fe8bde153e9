/* posix_spawn: the error of a file action or of exec is the result, and no child is left. */
#define _GNU_SOURCE
#include "../processes.h"
#include <spawn.h>
#include <sys/stat.h>

extern char **environ;

static int spawn(const char *path, const posix_spawn_file_actions_t *actions)
{
	pid_t child;

	return posix_spawn(&child, path, actions, NULL, (char *[]){ "x", NULL }, environ);
}

int main(void)
{
	posix_spawn_file_actions_t actions;

	PUT("text", "no program\n");
	CHECK_EQ(chmod("text", 0755), 0);
	CHECK_EQ(mkdir("d", 0755), 0);
	CHECK_EQ(spawn("missing", NULL), ENOENT);
	CHECK_EQ(spawn("text/x", NULL), ENOTDIR);
	CHECK_EQ(spawn("d", NULL), EACCES);
	CHECK_EQ(spawn("text", NULL), ENOEXEC);
	CHECK_EQ(spawn("", NULL), ENOENT);

	CHECK_EQ(posix_spawn_file_actions_init(&actions), 0);
	CHECK_EQ(posix_spawn_file_actions_addclose(&actions, -1), EBADF);
	CHECK_EQ(posix_spawn_file_actions_adddup2(&actions, -1, 1), EBADF);
	CHECK_EQ(posix_spawn_file_actions_adddup2(&actions, 1, -1), EBADF);
	CHECK_EQ(posix_spawn_file_actions_addopen(&actions, -1, "x", O_RDONLY, 0), EBADF);
	CHECK_EQ(posix_spawn_file_actions_adddup2(&actions, 77, 1), 0);
	CHECK_EQ(spawn("self", &actions), EBADF);
	CHECK_EQ(posix_spawn_file_actions_destroy(&actions), 0);

	CHECK_EQ(posix_spawn_file_actions_init(&actions), 0);
	CHECK_EQ(posix_spawn_file_actions_addopen(&actions, 5, "text", O_RDONLY | O_CREAT | O_EXCL, 0644), 0);
	CHECK_EQ(spawn("self", &actions), EEXIST);
	CHECK_EQ(posix_spawn_file_actions_destroy(&actions), 0);

	CHECK_EQ(posix_spawn_file_actions_init(&actions), 0);
	CHECK_EQ(posix_spawn_file_actions_addchdir_np(&actions, "text"), 0);
	CHECK_EQ(spawn("self", &actions), ENOTDIR);
	CHECK_EQ(posix_spawn_file_actions_destroy(&actions), 0);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
