#include <stdlib.h>

/* Two arrays that grow by turns, and a third at the end of memory that grows alone. */
int main(int argc, char **argv)
{
	(void)argv;
	for (int round = 0; round < 10; round++) {
		char *a = 0, *b = 0, *c = 0;

		for (size_t n = 1; n < 500; n++) {
			a = realloc(a, n * 16);
			b = realloc(b, n * 24);
			if (!a || !b) return 1;
			a[n * 16 - 1] = b[n * 24 - 1] = (char)argc;
		}
		for (size_t n = 1; n < 1000; n++) {
			c = realloc(c, n * 40);
			if (!c) return 1;
			c[n * 40 - 1] = (char)argc;
		}
		free(a);
		free(b);
		free(c);
	}
	return 0;
}
