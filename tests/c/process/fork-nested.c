/* A child has children of its own; its parent cannot wait for those. */
#include "../processes.h"

int main(void)
{
	int ends[2];
	pid_t told;
	pid_t child;

	CHECK_EQ(pipe(ends), 0);
	child = IN_CHILD({
		pid_t inner = IN_CHILD(_exit(3));
		CHECK_EQ(write(ends[1], &inner, sizeof inner), sizeof inner);
		CHECK_EXIT(inner, 3);
		_exit(4);
	});
	CHECK_EQ(read(ends[0], &told, sizeof told), sizeof told);
	CHECK_ERRNO(waitpid(told, NULL, 0), ECHILD);
	CHECK_EXIT(child, 4);
}
