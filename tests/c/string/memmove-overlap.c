/* memmove: overlapping ranges in both directions, at all small distances. */
#include "../check.h"

int main(void)
{
	unsigned char data[300], want[300];

	for (int distance = -40; distance <= 40; distance++)
		for (size_t n = 0; n < 130; n += 1 + n / 20) {
			for (size_t i = 0; i < sizeof data; i++)
				data[i] = want[i] = (unsigned char)(i * 13);
			for (size_t i = 0; i < n; i++)
				want[80 + (size_t)(distance + (int)i)] =
					(unsigned char)((80 + i) * 13);
			CHECK(memmove(data + 80 + distance, data + 80, n) ==
			      data + 80 + distance);
			CHECK_MEM(data, want, sizeof data);
		}
}
