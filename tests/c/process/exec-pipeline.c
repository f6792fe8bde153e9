/* Three programs, each of which reads from the one before. */
#include "../processes.h"

static pid_t start(int in, int out, const char *what)
{
	return IN_CHILD({
		if (in >= 0)
			dup2(in, 0);
		if (out >= 0)
			dup2(out, 1);
		execl("self", "self", what, (char *)NULL);
	});
}

int main(int argc, char **argv)
{
	int first[2], second[2], third[2], c;
	char text[32] = "";
	pid_t children[3];

	if (argc > 1) {
		if (argv[1][0] == 'p') {
			for (int i = 0; i < 10000; i++)
				CHECK(printf("%d\n", i) > 0);
			return 0;
		}
		long count = 0;
		while ((c = getchar()) != EOF)
			if (argv[1][0] == 'd')
				CHECK(c == '\n' || putchar(c == '9' ? 'x' : c) != EOF);
			else
				count += c == 'x';
		if (argv[1][0] == 'c')
			printf("%ld", count);
		return 0;
	}
	CHECK_EQ(pipe(first) + pipe(second) + pipe(third), 0);
	for (int *end = (int[]){ first[0], first[1], second[0], second[1], third[0], third[1], -1 }; *end >= 0; end++)
		CHECK_EQ(fcntl(*end, F_SETFD, FD_CLOEXEC), 0);
	children[0] = start(-1, first[1], "print");
	children[1] = start(first[0], second[1], "drop");
	children[2] = start(second[0], third[1], "count");
	close(first[0]);
	close(first[1]);
	close(second[0]);
	close(second[1]);
	close(third[1]);
	CHECK_EQ(read(third[0], text, sizeof text - 1), 4);
	CHECK_STR(text, "4000");
	for (int i = 0; i < 3; i++)
		CHECK_EXIT(children[i], 0);
}
