/* clock: counts in millionths and goes on while the program works. */
#include "../check.h"
#include <time.h>

int main(void)
{
	volatile unsigned work = 1;
	clock_t a = clock();

	CHECK_EQ(CLOCKS_PER_SEC, 1000000);
	CHECK(a != (clock_t)-1);
	for (unsigned i = 0; i < 30000000; i++)
		work = work * 3 + i;
	clock_t b = clock();
	CHECK(b > a);
	CHECK(b - a < 60 * CLOCKS_PER_SEC);
}
