/* posix_spawn: file actions in their order, their errors, that of exec, and attributes. */
#define _GNU_SOURCE
#include "../processes.h"
#include <spawn.h>

extern char **environ;

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	pid_t child;

	if (argc > 1) {
		char text[8] = "";
		if (!strcmp(argv[1], "group"))
			return getpgrp() == getpid() ? 3 : 4;
		CHECK_EQ(read(0, text, 4), 4);
		CHECK_EQ(write(1, text, 4), 4);
		CHECK_ERRNO(write(7, text, 1), EBADF);
		return 5;
	}
	PUT("in", "text");
	dup2(1, 7);
	CHECK_EQ(posix_spawn_file_actions_init(&actions), 0);
	CHECK_EQ(posix_spawn_file_actions_addopen(&actions, 0, "in", O_RDONLY, 0), 0);
	CHECK_EQ(posix_spawn_file_actions_addopen(&actions, 9, "out", O_WRONLY | O_CREAT, 0644), 0);
	CHECK_EQ(posix_spawn_file_actions_adddup2(&actions, 9, 1), 0);
	CHECK_EQ(posix_spawn_file_actions_addclose(&actions, 7), 0);
	CHECK_EQ(posix_spawn(&child, "self", &actions, NULL, (char *[]){ "self", "x", NULL }, environ), 0);
	CHECK_EXIT(child, 5);
	CHECK_FILE("out", "text");
	CHECK_EQ(posix_spawn_file_actions_addopen(&actions, 0, "missing", O_RDONLY, 0), 0);
	CHECK_EQ(posix_spawn(&child, "self", &actions, NULL, (char *[]){ "self", "x", NULL }, environ), ENOENT);
	CHECK_EQ(posix_spawn_file_actions_destroy(&actions), 0);
	CHECK_EQ(posix_spawn(&child, "missing", NULL, NULL, (char *[]){ "x", NULL }, environ), ENOENT);
	CHECK_ERRNO(wait(NULL), ECHILD);

	CHECK_EQ(posix_spawnattr_init(&attributes), 0);
	CHECK_EQ(posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP), 0);
	CHECK_EQ(posix_spawn(&child, "self", NULL, &attributes, (char *[]){ "self", "group", NULL }, environ), 0);
	CHECK_EXIT(child, 3);
	CHECK_EQ(posix_spawnp(&child, "./self", NULL, &attributes, (char *[]){ "self", "group", NULL }, environ), 0);
	CHECK_EXIT(child, 3);
}
