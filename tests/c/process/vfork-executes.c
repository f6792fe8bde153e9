/* vfork and exec, and what the child returns when exec fails. */
#include "../processes.h"

int main(int argc, char **argv)
{
	if (argc > 1)
		return 4;
	for (int i = 0; i < 10; i++) {
		pid_t child = vfork();
		if (child == 0) {
			execl(i % 2 ? "missing" : "self", "self", "x", (char *)NULL);
			_exit(127);
		}
		CHECK_EXIT(child, i % 2 ? 127 : 4);
	}
	CHECK_ERRNO(wait(NULL), ECHILD);
}
