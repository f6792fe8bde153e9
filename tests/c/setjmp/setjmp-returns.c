/* setjmp: 0 at first, then longjmp's value, and 1 for its 0. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf here;

static void jump(int value)
{
	longjmp(here, value);
}

int main(void)
{
	volatile int round = 0;
	static const int given[] = { 1, 0, -1, 7, 0x7fffffff, -0x7fffffff - 1 };

	for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
		volatile size_t at = i;

		switch (setjmp(here)) {
		case 0:
			round++;
			jump(given[at]);
			CHECK(!"longjmp returned");
			break;
		case 1:
			CHECK(given[at] == 1 || given[at] == 0);
			break;
		case -1:
			CHECK_EQ(given[at], -1);
			break;
		case 7:
			CHECK_EQ(given[at], 7);
			break;
		case 0x7fffffff:
			CHECK_EQ(given[at], 0x7fffffff);
			break;
		default:
			CHECK_EQ(given[at], -0x7fffffff - 1);
		}
	}
	CHECK_EQ(round, 6);

	/* As a condition, and negated. */
	if (!setjmp(here))
		jump(3);
	else
		round = 100;
	CHECK_EQ(round, 100);
}
