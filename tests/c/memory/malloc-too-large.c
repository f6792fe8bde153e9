/* malloc and friends: NULL and ENOMEM for sizes that cannot be; small ones go on working. */
#include "../check.h"
#include <stdint.h>

static volatile size_t huge = SIZE_MAX - 100, half = SIZE_MAX / 2 + 1, two = 2;

int main(void)
{
	char *kept = malloc(10);

	CHECK(kept != NULL);
	strcpy(kept, "kept");
	CHECK_NULL(malloc(huge), ENOMEM);
	CHECK_NULL(malloc(half), ENOMEM);
	CHECK_NULL(calloc(half, two), ENOMEM);
	CHECK_NULL(realloc(kept, huge), ENOMEM);
	CHECK_STR(kept, "kept");
	CHECK_NULL(reallocarray(kept, half, two), ENOMEM);
	CHECK_STR(kept, "kept");
	CHECK_NULL(aligned_alloc(16, huge & ~(size_t)15), ENOMEM);
	CHECK_NULL(aligned_alloc(half, half - 16), ENOMEM);
	CHECK_NULL(aligned_alloc(half, 16), ENOMEM);
	for (int i = 0; i < 1000; i++) {
		char *small = malloc(100);
		CHECK(small != NULL);
		free(small);
	}
	free(kept);
}
