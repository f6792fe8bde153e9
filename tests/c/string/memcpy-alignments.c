/* memcpy, memmove, memset, memcmp: every small length at every alignment, nothing beyond. */
#include "../check.h"

int main(void)
{
	static unsigned char from[200], to[200], want[200];

	for (size_t i = 0; i < sizeof from; i++)
		from[i] = (unsigned char)(i * 37 + 11);
	for (size_t a = 0; a < 17; a++)
		for (size_t b = 0; b < 17; b++)
			for (size_t n = 0; n < 70; n++) {
				memset(to, 0xee, sizeof to);
				for (size_t i = 0; i < sizeof want; i++)
					want[i] = i >= b && i < b + n ? from[a + i - b] : 0xee;
				CHECK(memcpy(to + b, from + a, n) == to + b);
				CHECK_MEM(to, want, sizeof to);
				CHECK_EQ(memcmp(to + b, from + a, n), 0);
				if (n > 0) {
					to[b + n - 1]++;
					CHECK((memcmp(to + b, from + a, n) > 0) ==
					      (to[b + n - 1] > from[a + n - 1]));
				}
			}
}
