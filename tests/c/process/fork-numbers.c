/* Each process has a number, and knows that of its parent. */
#include "../processes.h"

int main(void)
{
	pid_t self = getpid(), child;
	int ends[2];
	pid_t told[2];

	CHECK(self > 1);
	CHECK_EQ(pipe(ends), 0);
	child = IN_CHILD({
		pid_t numbers[2] = { getpid(), getppid() };
		CHECK_EQ(write(ends[1], numbers, sizeof numbers), sizeof numbers);
	});
	CHECK(child != self);
	CHECK_EQ(read(ends[0], told, sizeof told), sizeof told);
	CHECK_EQ(told[0], child);
	CHECK_EQ(told[1], self);
	CHECK_EXIT(child, 0);
	CHECK_EQ(getpid(), self);
}
