/* posix_spawn: to duplicate a descriptor to its own number clears FD_CLOEXEC. */
#include "../processes.h"
#include <spawn.h>

extern char **environ;

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t actions;
	char byte;
	pid_t child;

	if (argc > 1) {
		CHECK_EQ(read(30, &byte, 1), 1);
		CHECK_ERRNO(read(31, &byte, 1), EBADF);
		return byte;
	}
	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(fcntl(fd, F_DUPFD_CLOEXEC, 30), 30);
	CHECK_EQ(fcntl(fd, F_DUPFD_CLOEXEC, 31), 31);
	CHECK_EQ(posix_spawn_file_actions_init(&actions), 0);
	CHECK_EQ(posix_spawn_file_actions_adddup2(&actions, 30, 30), 0);
	CHECK_EQ(posix_spawn(&child, "self", &actions, NULL, (char *[]){ "self", "x", NULL }, environ), 0);
	CHECK_EXIT(child, 'x');
	CHECK_EQ(fcntl(30, F_GETFD), FD_CLOEXEC);
}
