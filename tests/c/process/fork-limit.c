/* --processes-max: a fork beyond it fails with EAGAIN, also after exec, until one has ended and
 * was waited for. */
#include "../processes.h"

int main(int argc, char **argv)
{
	int ends[2];
	char byte;
	pid_t first, second;

	if (argc == 1) {
		CHECK_EQ(execl("self", "self", "again", (char *)NULL), 0);
	}
	CHECK_EQ(pipe(ends), 0);
	for (int i = 0; i < 20; i++) {
		first = IN_CHILD({
			close(ends[1]);
			CHECK_EQ(read(ends[0], &byte, 1), 1);
		});
		second = IN_CHILD(CHECK_ERRNO(fork(), EAGAIN));
		CHECK_ERRNO(fork(), EAGAIN);
		CHECK_EXIT(second, 0);
		second = IN_CHILD(_exit(7));
		CHECK_EXIT(second, 7);
		CHECK_EQ(write(ends[1], "x", 1), 1);
		CHECK_EXIT(first, 0);
	}
}
