/* system: whether there is a shell, and how the command ended. */
#include "../shell.h"

int main(int argc, char **argv)
{
	be_shell(argc, argv);
	CHECK(system(NULL) != 0);
	CHECK_EQ(system("exit 0"), 0);
	for (int wanted = 0; wanted < 256; wanted += 51) {
		char command[16];
		sprintf(command, "exit %d", wanted);
		int status = system(command);
		CHECK(WIFEXITED(status));
		CHECK_EQ(WEXITSTATUS(status), wanted);
	}
	int status = system("kill -9 $$");
	CHECK(WIFSIGNALED(status));
	CHECK_EQ(WTERMSIG(status), SIGKILL);
	status = system("kill -2 $$");
	CHECK(WIFSIGNALED(status));
	CHECK_EQ(WTERMSIG(status), SIGINT);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
