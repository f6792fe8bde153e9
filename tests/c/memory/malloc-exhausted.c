/* malloc: taking all there is ends with NULL and ENOMEM; freed memory can be had again. */
#include "../check.h"

int main(void)
{
	static void *chunk[256];
	int n = 0;

	while (n < 256 && (chunk[n] = malloc(64 << 20)) != NULL)
		n++;
	CHECK_EQ(errno, ENOMEM);
	CHECK(n > 10 && n < 70);
	for (int i = 0; i < n; i++)
		free(chunk[i]);
	for (int i = 0; i < n - 1; i++) {
		chunk[i] = malloc(64 << 20);
		CHECK(chunk[i] != NULL);
	}
	free(chunk[0]);
	CHECK((chunk[0] = malloc(32 << 20)) != NULL);
}
