/* The stack: 8 MiB are there, at the bottom of memory. */
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

	use(8000 * 1000);
	CHECK((uintptr_t)&local <= 8 << 20);
	CHECK((uintptr_t)&object >= 8 << 20);
}
