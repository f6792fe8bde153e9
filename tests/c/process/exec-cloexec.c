/* Each way to get a descriptor that exec closes. */
#define _GNU_SOURCE
#include "../processes.h"

int main(int argc, char **argv)
{
	int ends[2], fd, kept;
	char numbers[16][8], *arguments[18] = { "self" };

	if (argc > 1) {
		for (int i = 1; i < argc - 1; i++)
			CHECK_ERRNO(fcntl(atoi(argv[i]), F_GETFD), EBADF);
		CHECK_EQ(fcntl(atoi(argv[argc - 1]), F_GETFD), 0);
		return 0;
	}
	PUT("f", "x");
	fd = OPEN("f", O_RDONLY | O_CLOEXEC);
	CHECK_EQ(pipe2(ends, O_CLOEXEC), 0);
	kept = dup(fd);
	int all[] = { fd, ends[0], ends[1], fcntl(fd, F_DUPFD_CLOEXEC, 40), dup3(fd, 50, O_CLOEXEC),
		      OPEN("f", O_RDONLY), fileno(fopen("f", "re")), OPEN(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), kept };
	enum { COUNT = sizeof all / sizeof *all };
	CHECK_EQ(fcntl(all[5], F_SETFD, FD_CLOEXEC), 0);
	for (int i = 0; i < COUNT; i++) {
		CHECK(all[i] >= 0);
		sprintf(numbers[i], "%d", all[i]);
		arguments[i + 1] = numbers[i];
	}
	CHECK_EXIT(IN_CHILD(execv("self", arguments)), 0);
	/* fork closes none. */
	CHECK_EXIT(IN_CHILD({
		for (int i = 0; i < COUNT; i++)
			CHECK_EQ(fcntl(all[i], F_GETFD), i < COUNT - 1 ? FD_CLOEXEC : 0);
	}), 0);
}
