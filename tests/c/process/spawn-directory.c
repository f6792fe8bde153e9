/* posix_spawn: a directory to start in, by name and by descriptor; later actions are relative
 * to it. */
#define _GNU_SOURCE
#include "../processes.h"
#include <spawn.h>
#include <sys/stat.h>

extern char **environ;

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t actions;
	char *arguments[] = { "self", "again", NULL };
	pid_t child;

	if (argc > 1) {
		CHECK_FILE("f", "below");
		CHECK_EQ(write(1, "x", 1), 1);
		return 0;
	}
	CHECK_EQ(mkdir("d", 0755), 0);
	CHECK_EQ(mkdir("d/e", 0755), 0);
	PUT("f", "here");
	PUT("d/e/f", "below");
	CHECK_EQ(posix_spawn_file_actions_init(&actions), 0);
	CHECK_EQ(posix_spawn_file_actions_addchdir_np(&actions, "d"), 0);
	CHECK_EQ(posix_spawn_file_actions_addchdir_np(&actions, "e"), 0);
	CHECK_EQ(posix_spawn_file_actions_addopen(&actions, 1, "out", O_WRONLY | O_CREAT, 0644), 0);
	CHECK_EQ(posix_spawn(&child, "../../self", &actions, NULL, arguments, environ), 0);
	CHECK_EXIT(child, 0);
	CHECK_FILE("d/e/out", "x");
	CHECK_FILE("f", "here");
	CHECK_EQ(posix_spawn_file_actions_destroy(&actions), 0);

	CHECK_EQ(posix_spawn_file_actions_init(&actions), 0);
	CHECK_EQ(posix_spawn_file_actions_addfchdir_np(&actions, OPEN("d/e", O_RDONLY)), 0);
	CHECK_EQ(posix_spawn_file_actions_addopen(&actions, 1, "again", O_WRONLY | O_CREAT, 0644), 0);
	CHECK_EQ(posix_spawn(&child, "../../self", &actions, NULL, arguments, environ), 0);
	CHECK_EXIT(child, 0);
	CHECK_FILE("d/e/again", "x");
}
