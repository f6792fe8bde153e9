#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

/* Continues in a child, and ends the caller. */
static int continue_in_child(void)
{
	pid_t child = fork();
	if (child > 0) _exit(0);
	return child;
}

/* Upstream changes directory and streams before the first fork. Here fork may be refused, and
 * then the program goes on with what it had. */
int daemon(int nochdir, int noclose)
{
	if (continue_in_child() < 0 || setsid() < 0 || continue_in_child() < 0) return -1;
	if (!nochdir && chdir("/") < 0) return -1;
	if (!noclose) {
		int null = open("/dev/null", O_RDWR);
		if (null < 0) return -1;
		for (int fd = 0; fd < 3; fd++)
			if (dup2(null, fd) < 0) return -1;
		if (null > 2) close(null);
	}
	return 0;
}
