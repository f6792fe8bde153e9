/* malloc and free: a million rounds in a small heap do not make it grow without end. */
#include "../check.h"

int main(void)
{
	for (int i = 0; i < 1000000; i++) {
		char *p = malloc((size_t)(i % 5000) + 1);
		CHECK(p != NULL);
		p[0] = 1;
		free(p);
	}
	/* Far more than a 32-bit address space, if nothing were given back. */
	for (int i = 0; i < 10000; i++) {
		char *p = malloc(1 << 20);
		CHECK(p != NULL);
		p[0] = p[(1 << 20) - 1] = 1;
		free(p);
	}
}
