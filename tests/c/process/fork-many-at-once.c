/* A hundred children at once, whose statuses come in any order. */
#include "../processes.h"

int main(void)
{
	enum { COUNT = 100 };
	pid_t children[COUNT];
	int ends[2], seen = 0, status;
	char byte;

	CHECK_EQ(pipe(ends), 0);
	for (int i = 0; i < COUNT; i++)
		children[i] = IN_CHILD({
			close(ends[1]);
			CHECK_EQ(read(ends[0], &byte, 1), 0);
			_exit(i);
		});
	close(ends[1]);
	for (int i = 0; i < COUNT; i++) {
		pid_t pid = wait(&status);
		CHECK(pid > 0 && WIFEXITED(status));
		CHECK_EQ(children[WEXITSTATUS(status)], pid);
		seen += WEXITSTATUS(status);
	}
	CHECK_EQ(seen, COUNT * (COUNT - 1) / 2);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
