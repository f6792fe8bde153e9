/* A pipe ends when the last process has closed its end for writing; without a reader, a write
 * fails with EPIPE. */
#include "../processes.h"

int main(void)
{
	char text[16];
	int ends[2];
	pid_t child;

	CHECK_EQ(pipe(ends), 0);
	child = IN_CHILD({
		close(ends[0]);
		CHECK_EQ(write(ends[1], "abc", 3), 3);
	});
	close(ends[1]);
	CHECK_EQ(read(ends[0], text, sizeof text), 3);
	CHECK_MEM(text, "abc", 3);
	CHECK_EQ(read(ends[0], text, sizeof text), 0);
	CHECK_EXIT(child, 0);
	close(ends[0]);

	CHECK_EQ(pipe(ends), 0);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	CHECK_ERRNO(write(ends[1], "x", 1), EPIPE);
}
