/* The stack: a recursion without end traps, and changes nothing else. */
#include "../check.h"

static volatile int bottom = 1;

__attribute__((noinline)) static int descend(int depth)
{
	volatile char frame[1000];

	frame[depth % 1000] = (char)depth;
	return bottom ? descend(depth + 1) + frame[0] : 0;
}

int main(void)
{
	return descend(0);
}
