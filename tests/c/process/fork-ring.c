/* A ring of processes passes a number round; each adds 1. */
#include "../processes.h"

int main(void)
{
	enum { COUNT = 20, ROUNDS = 50 };
	int before[2], next[2], number = 0;
	pid_t children[COUNT];

	CHECK_EQ(pipe(before), 0);
	int start = before[1];
	for (int i = 0; i < COUNT; i++) {
		CHECK_EQ(pipe(next), 0);
		children[i] = IN_CHILD({
			close(start);
			close(next[0]);
			while (read(before[0], &number, sizeof number) == sizeof number) {
				number++;
				CHECK_EQ(write(next[1], &number, sizeof number), sizeof number);
			}
		});
		close(before[0]);
		close(next[1]);
		before[0] = next[0];
	}
	for (int i = 0; i < ROUNDS; i++) {
		CHECK_EQ(write(start, &number, sizeof number), sizeof number);
		CHECK_EQ(read(before[0], &number, sizeof number), sizeof number);
		CHECK_EQ(number, (i + 1) * COUNT);
	}
	close(start);
	CHECK_EQ(read(before[0], &number, sizeof number), 0);
	for (int i = 0; i < COUNT; i++)
		CHECK_EXIT(children[i], 0);
}
