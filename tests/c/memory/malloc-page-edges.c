/* malloc: blocks around the page sizes can be written to the last byte and freed in any order. */
#include "../check.h"

int main(void)
{
	char *block[60];
	int n = 0;

	for (size_t size = 4096; size <= 131072; size *= 2)
		for (int delta = -32; delta <= 32; delta += 8) {
			size_t length = size + (size_t)delta;
			block[n] = malloc(length);
			CHECK(block[n] != NULL);
			memset(block[n], n, length);
			n++;
		}
	int k = 0;
	for (size_t size = 4096; size <= 131072; size *= 2)
		for (int delta = -32; delta <= 32; delta += 8, k++)
			for (size_t i = 0; i < size + (size_t)delta; i++)
				if (block[k][i] != k)
					CHECK_EQ(block[k][i], k);
	for (int i = 0; i < n; i += 2)
		free(block[i]);
	for (int i = n - 1 - (n % 2 == 1); i > 0; i -= 2)
		free(block[i]);
}
