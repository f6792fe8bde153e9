/* setjmp in the old encoding, in code that only the linker compiles. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf back;

static void leave(int value)
{
	longjmp(back, value);
}

int main(void)
{
	volatile int sum = 0;
	int value = setjmp(back);

	sum += value;
	if (value < 10)
		leave(value + 1);
	CHECK_EQ(sum, 55);
}
