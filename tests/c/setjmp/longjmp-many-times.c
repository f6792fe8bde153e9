/* longjmp out of a recursion 100,000 times: neither the stack nor the heap grows. */
#include "../check.h"
#include <setjmp.h>
#include <stdint.h>

static jmp_buf back;
static uintptr_t deepest;

static int descend(int depth)
{
	volatile char here[64];

	here[0] = (char)depth;
	if (depth == 0) {
		deepest = (uintptr_t)here;
		longjmp(back, 1);
	}
	return descend(depth - 1) + here[0];
}

int main(void)
{
	volatile uintptr_t first = 0;
	void *volatile top = sbrk(0);

	for (volatile int i = 0; i < 100000; i++) {
		if (setjmp(back) == 0)
			descend(50);
		if (i == 0)
			first = deepest;
		CHECK_EQ(deepest, first);
	}
	CHECK(sbrk(0) == top);
	/* And out of a deep one. */
	for (volatile int i = 0; i < 20; i++)
		if (setjmp(back) == 0)
			descend(5000);
}
