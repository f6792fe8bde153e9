/* longjmp to a function that has returned: the program ends with a message. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf back;

__attribute__((noinline)) static int prepare(void)
{
	return setjmp(back);
}

int main(void)
{
	CHECK_EQ(prepare(), 0);
	longjmp(back, 1);
}
