/* A shell for programs that run /bin/sh: natively that is the machine's, and on WASI a copy of
 * the program itself, which calls this first. */
#ifndef SHELL_H
#define SHELL_H

#include "processes.h"

/* echo WORD, cat, exit N, kill N (itself), and nothing else. */
static inline void be_shell(int argc, char **argv)
{
	char text[256];
	ssize_t n;
	int number;

	if (argc < 3 || strcmp(argv[0], "sh") != 0)
		return;
	const char *command = argv[argc - 1];
	if (sscanf(command, "exit %d", &number) == 1)
		exit(number);
	if (sscanf(command, "kill -%d $$", &number) == 1) {
		signal(number, SIG_DFL);
		kill(getpid(), number);
		exit(1);
	}
	if (strncmp(command, "echo ", 5) == 0) {
		puts(command + 5);
		exit(0);
	}
	if (strcmp(command, "cat") == 0) {
		while ((n = read(0, text, sizeof text)) > 0)
			CHECK_EQ(write(1, text, (size_t)n), n);
		exit(0);
	}
	exit(127);
}

#endif
