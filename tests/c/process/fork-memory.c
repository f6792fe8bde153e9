/* Parent and child have memory of their own, also what malloc gave. */
#include "../processes.h"

static int global = 1;

int main(void)
{
	int local = 2, *heap = malloc(sizeof *heap);

	*heap = 3;
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(global + local + *heap, 6);
		global = local = *heap = 10;
		char *more = malloc(1 << 20);
		memset(more, 1, 1 << 20);
		_exit(global + local + *heap);
	}), 30);
	CHECK_EQ(global + local + *heap, 6);
}
