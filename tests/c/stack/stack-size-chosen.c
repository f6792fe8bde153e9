/* The stack: as large as -z stack-size asks. */
#include "../check.h"

__attribute__((noinline)) static int use(size_t size)
{
	char block[size];

	memset(block, 'x', size);
	return block[size / 2];
}

int main(void)
{
	CHECK_EQ(use(31 << 20), 'x');
}
