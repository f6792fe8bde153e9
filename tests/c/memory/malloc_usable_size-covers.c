/* malloc_usable_size: at least the requested size, and all of it usable; 0 for NULL. */
#include "../check.h"
#include <malloc.h>

int main(void)
{
	CHECK_EQ(malloc_usable_size(NULL), 0);
	for (size_t n = 1; n < 300000; n = n * 3 / 2 + 1) {
		char *p = malloc(n);
		CHECK(p != NULL);
		CHECK(malloc_usable_size(p) >= n);
		free(p);
	}
}
