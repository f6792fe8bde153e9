/* The stack: 1 MiB is there, at the bottom of memory. */
#include "../check.h"
#include <stdint.h>

__attribute__((noinline)) static uintptr_t use(size_t size)
{
	char block[size];

	memset(block, 'x', size);
	CHECK_EQ(block[size / 2], 'x');
	return (uintptr_t)block;
}

static int object;

int main(void)
{
	int local;

	use(1000 * 1000);
	CHECK((uintptr_t)&local <= 1 << 20);
	CHECK((uintptr_t)&object >= 1 << 20);
}
