/* -fstack-protector-strong: a function that writes past its array ends the program. */
#include "../check.h"

__attribute__((noinline)) static void fill(char *to, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((volatile char *)to)[i] = 'x';
}

__attribute__((noinline)) static int work(size_t size)
{
	char block[16];

	fill(block, size);
	return block[0];
}

int main(void)
{
	CHECK_EQ(work(16), 'x');
	work(40);
	CHECK(!"work returned");
}
