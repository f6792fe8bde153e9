/* rand, random, rand_r, drand48: the same seed gives the same numbers, in range. */
#include "../check.h"

int main(void)
{
	int first[50];
	unsigned seed = 5, again = 5;

	srand(42);
	for (int i = 0; i < 50; i++) {
		first[i] = rand();
		CHECK(first[i] >= 0 && first[i] <= RAND_MAX);
	}
	srand(42);
	for (int i = 0; i < 50; i++)
		CHECK_EQ(rand(), first[i]);
	srandom(7);
	long value = random();
	CHECK(value >= 0 && value <= 0x7fffffff);
	CHECK(random() != value);
	srandom(7);
	CHECK_EQ(random(), value);
	for (int i = 0; i < 20; i++)
		CHECK_EQ(rand_r(&seed), rand_r(&again));
	srand48(0);
	/* POSIX fixes this generator: X1 = 0x5DEECE66D * 0x330E + 0xB, over 2^48. */
	CHECK_DBL(drand48(), 0x2bbb62dc5101p-48);
	for (int i = 0; i < 100; i++) {
		double d = drand48();
		CHECK(d >= 0 && d < 1);
		long l = lrand48();
		CHECK(l >= 0 && l <= 0x7fffffff);
	}
}
