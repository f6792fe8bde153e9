/* -fsanitize-minimal-runtime: what was found, without a place, and the program goes on. */
#include "../check.h"
#include <limits.h>

__attribute__((noinline)) static int element(int i)
{
	int array[4] = { 1, 2, 3, 4 };

	return array[i & 7];
}

int main(int argc, char **argv)
{
	(void)argv;
	element(argc + 4);
	CHECK(INT_MAX + argc < 0);
}
