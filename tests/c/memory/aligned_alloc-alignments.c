/* aligned_alloc and posix_memalign: alignments from 16 bytes to 1 MiB. */
#include "../check.h"
#include <malloc.h>
#include <stdint.h>

int main(void)
{
	for (size_t alignment = 16; alignment <= 1 << 20; alignment *= 2) {
		char *a = aligned_alloc(alignment, alignment * 2);
		void *b = NULL;
		CHECK(a != NULL);
		CHECK_EQ((uintptr_t)a % alignment, 0);
		memset(a, 1, alignment * 2);
		CHECK_EQ(posix_memalign(&b, alignment, 100), 0);
		CHECK_EQ((uintptr_t)b % alignment, 0);
		memset(b, 2, 100);
		char *c = memalign(alignment, 10);
		CHECK(c != NULL);
		CHECK_EQ((uintptr_t)c % alignment, 0);
		free(a);
		free(b);
		free(c);
	}
}
