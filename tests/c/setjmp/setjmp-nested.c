/* setjmp in setjmp: several in one function, one in each call of a recursion, and jumps
 * that pass over some of them. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf outer, inner;
static volatile int trace;

static void note(int what)
{
	trace = trace * 10 + what;
}

static void inside(int target)
{
	switch (setjmp(inner)) {
	case 0:
		note(1);
		if (target == 0)
			longjmp(inner, 1);
		longjmp(outer, 1);
	default:
		note(2);
		longjmp(outer, 2);
	}
}

static jmp_buf levels[10];

static void descend(int level)
{
	volatile int here = level;

	if (setjmp(levels[level]) == 0) {
		if (level < 9)
			descend(level + 1);
		longjmp(levels[4], 1);
	}
	CHECK_EQ(here, level);
	note(level);
	if (level > 0)
		longjmp(levels[level - 1], 1);
}

int main(void)
{
	volatile int both = 0;

	if (setjmp(outer) == 0)
		inside(0);
	note(3);
	CHECK_EQ(trace, 123);
	trace = 0;
	if (setjmp(outer) == 0)
		inside(1);
	note(3);
	CHECK_EQ(trace, 13);

	/* Two of one function, jumped to in turns. */
	trace = 0;
	if (setjmp(outer) != 0)
		note(4);
	if (setjmp(inner) != 0)
		note(5);
	switch (both++) {
	case 0:
		longjmp(inner, 1);
	case 1:
		longjmp(outer, 1);
	case 2:
		longjmp(inner, 1);
	}
	CHECK_EQ(trace, 545);

	trace = 0;
	descend(0);
	CHECK_EQ(trace, 43210);
}
