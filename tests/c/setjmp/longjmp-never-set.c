/* longjmp to a buffer that no setjmp has set, from within a function that has another. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf never, own;

int main(void)
{
	if (setjmp(own) == 0)
		longjmp(never, 1);
	CHECK(!"reached");
}
