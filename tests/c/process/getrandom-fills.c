/* getrandom: fills any length, differently each time; EINVAL for unknown flags. */
#include "../check.h"
#include <sys/random.h>

int main(void)
{
	static unsigned char a[100000], b[64], c[64];
	int zeros = 0;

	CHECK_EQ(getrandom(a, sizeof a, 0), sizeof a);
	for (size_t i = 0; i < sizeof a; i++)
		zeros += a[i] == 0;
	CHECK(zeros > 200 && zeros < 700);
	CHECK_EQ(getrandom(b, sizeof b, GRND_NONBLOCK), sizeof b);
	CHECK_EQ(getrandom(c, sizeof c, GRND_RANDOM), sizeof c);
	CHECK(memcmp(b, c, sizeof b) != 0);
	CHECK_EQ(getrandom(a, 0, 0), 0);
	CHECK_ERRNO(getrandom(a, 1, 0x1000), EINVAL);
}
