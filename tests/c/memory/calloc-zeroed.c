/* calloc: zeros, also in memory that was used before. */
#include "../check.h"

int main(void)
{
	size_t sizes[] = { 1, 24, 100, 4000, 70000, 1 << 20 };

	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 6; i++) {
			unsigned char *p = malloc(sizes[i]);
			CHECK(p != NULL);
			memset(p, 0xff, sizes[i]);
			free(p);
			p = calloc(sizes[i], 1);
			CHECK(p != NULL);
			for (size_t k = 0; k < sizes[i]; k++)
				if (p[k] != 0)
					CHECK_EQ(p[k], 0);
			free(p);
		}
}
