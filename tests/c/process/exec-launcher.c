/* A launcher, a script with a module behind it, is executed as that module. */
#include "../processes.h"

int main(int argc, char **argv)
{
	static char module[1 << 22];
	static const char script[] = "#!/bin/sh\nexec wasi-run \"$0\" \"$@\"\n";

	if (argc > 1) {
		CHECK_STR(argv[0], "called");
		CHECK_STR(argv[1], "-x");
		return 8;
	}
	ssize_t length = read(OPEN("self", O_RDONLY), module, sizeof module);
	CHECK(length > 8);
	int fd = open("launcher", O_WRONLY | O_CREAT, 0755);
	CHECK_EQ(write(fd, script, sizeof script - 1), sizeof script - 1);
	CHECK_EQ(write(fd, module, (size_t)length), length);
	CHECK_EQ(close(fd), 0);
	CHECK_EXIT(IN_CHILD(execl("launcher", "called", "-x", (char *)NULL)), 8);
}
