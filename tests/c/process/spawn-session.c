/* posix_spawn: POSIX_SPAWN_SETSID, and a group that is there. */
#define _GNU_SOURCE
#include "../processes.h"
#include <spawn.h>

extern char **environ;

int main(int argc, char **argv)
{
	posix_spawnattr_t attributes;
	int ends[2];
	pid_t child, leader;
	char byte;

	if (argc > 1) {
		if (!strcmp(argv[1], "session"))
			return getsid(0) == getpid() ? 3 : 4;
		return getpgrp() == atoi(argv[1]) ? 5 : 6;
	}
	CHECK_EQ(posix_spawnattr_init(&attributes), 0);
	CHECK_EQ(posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID), 0);
	CHECK_EQ(posix_spawn(&child, "self", NULL, &attributes, (char *[]){ "self", "session", NULL }, environ), 0);
	CHECK_EXIT(child, 3);

	CHECK_EQ(pipe(ends), 0);
	leader = IN_CHILD({
		close(ends[1]);
		read(ends[0], &byte, 1);
	});
	CHECK_EQ(setpgid(leader, leader), 0);
	char number[16];
	sprintf(number, "%d", (int)leader);
	CHECK_EQ(posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP), 0);
	CHECK_EQ(posix_spawnattr_setpgroup(&attributes, leader), 0);
	CHECK_EQ(fcntl(ends[1], F_SETFD, FD_CLOEXEC), 0);
	CHECK_EQ(posix_spawn(&child, "self", NULL, &attributes, (char *[]){ "self", number, NULL }, environ), 0);
	CHECK_EXIT(child, 5);
	close(ends[1]);
	CHECK_EXIT(leader, 0);
	/* A group that is not there. */
	CHECK_EQ(posix_spawn(&child, "self", NULL, &attributes, (char *[]){ "self", number, NULL }, environ), EPERM);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
