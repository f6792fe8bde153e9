/* longjmp to a function that has returned, from within one that has its own setjmp: the
 * program ends with a message. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf back, own;
static volatile int zero;

__attribute__((noinline)) static int prepare(void)
{
	volatile char below[256];
	int value = setjmp(back);

	below[0] = 0;
	if (zero)
		longjmp(back, 2);
	return value + below[0];
}

__attribute__((noinline)) static void jump(void)
{
	if (setjmp(own) == 0)
		longjmp(back, 1);
	CHECK(!"reached");
}

int main(void)
{
	CHECK_EQ(prepare(), 0);
	jump();
}
