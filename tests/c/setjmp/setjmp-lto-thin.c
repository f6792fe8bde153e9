/* setjmp in code that the linker compiles in pieces: -flto=thin. */
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
