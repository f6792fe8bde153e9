/* realloc: keeps the content while growing byte by byte, then while shrinking. */
#include "../check.h"

int main(void)
{
	char *p = realloc(NULL, 1);

	CHECK(p != NULL);
	p[0] = 'a';
	for (size_t n = 2; n < 5000; n++) {
		p = realloc(p, n);
		CHECK(p != NULL);
		p[n - 1] = (char)('a' + (n - 1) % 26);
	}
	for (size_t n = 5000; n > 10; n = n * 2 / 3) {
		p = realloc(p, n);
		CHECK(p != NULL);
		for (size_t i = 0; i < n && i < 4999; i++)
			if (p[i] != (char)('a' + i % 26))
				CHECK_EQ(p[i], 'a' + i % 26);
	}
	free(p);
}
