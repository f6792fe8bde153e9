/* setjmp and longjmp: back with the value, 0 becoming 1, out of nested calls. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf back;

static void third(int value) { longjmp(back, value); }
static void second(int value) { third(value); }
static void first(int value) { second(value); }

int main(void)
{
	volatile int round = 0;
	int value = setjmp(back);

	switch (round++) {
	case 0:
		CHECK_EQ(value, 0);
		first(42);
		break;
	case 1:
		CHECK_EQ(value, 42);
		third(0);
		break;
	case 2:
		CHECK_EQ(value, 1);
		return 0;
	}
	CHECK(!"reached");
}
