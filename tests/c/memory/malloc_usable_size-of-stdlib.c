/* Programs that do not know this system look for malloc_usable_size in no other header. */
#define _GNU_SOURCE
#include <stdlib.h>
#include "../check.h"

int main(void)
{
	void *block = malloc(100);
	CHECK(block);
	CHECK(malloc_usable_size(block) >= 100);
	CHECK(malloc_usable_size(NULL) == 0);
	free(block);
	return 0;
}
