/* malloc: every size from 0 to 4,096 gives aligned, separate memory. */
#include "../check.h"
#include <stddef.h>
#include <stdint.h>

static unsigned char *block[4097];

int main(void)
{
	for (size_t n = 0; n <= 4096; n++) {
		block[n] = malloc(n);
		CHECK(block[n] != NULL);
		CHECK_EQ((uintptr_t)block[n] % _Alignof(max_align_t), 0);
		memset(block[n], (int)(n & 0xff), n);
	}
	for (size_t n = 0; n <= 4096; n++) {
		for (size_t i = 0; i < n; i++)
			if (block[n][i] != (n & 0xff))
				CHECK_EQ(block[n][i], n & 0xff);
		free(block[n]);
	}
	free(NULL);
}
