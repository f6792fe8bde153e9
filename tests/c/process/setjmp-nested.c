/* setjmp: two buffers at once; each longjmp finds its own. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf outer, inner;
static int steps;

static void work(int where)
{
	if (where == 1)
		longjmp(inner, 5);
	longjmp(outer, 6);
}

static void middle(void)
{
	int value = setjmp(inner);

	steps++;
	if (value == 0)
		work(1);
	CHECK_EQ(value, 5);
	work(2);
}

int main(void)
{
	int value = setjmp(outer);

	if (value == 0)
		middle();
	CHECK_EQ(value, 6);
	CHECK_EQ(steps, 2);
}
