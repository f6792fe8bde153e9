/* longjmp: volatile variables keep values that were set after setjmp, and so do
 * unchanged variables, arrays and stack allocations. */
#include "../check.h"
#include <alloca.h>
#include <setjmp.h>

static jmp_buf back;

static void jump(char *text)
{
	strcpy(text, "after");
	longjmp(back, 1);
}

static void arguments(int a, long long b, double c, const char *d)
{
	volatile int changed = 1;
	char text[16] = "before";
	char *more = alloca((size_t)a);

	memset(more, 'x', (size_t)a);
	if (setjmp(back) == 0) {
		changed = 2;
		jump(text);
	}
	CHECK_EQ(changed, 2);
	CHECK_EQ(a, 100);
	CHECK_EQ(b, 1LL << 40);
	CHECK_DBL(c, 2.5);
	CHECK_STR(d, "text");
	CHECK_STR(text, "after");
	for (int i = 0; i < a; i++)
		CHECK_EQ(more[i], 'x');
}

int main(void)
{
	for (int i = 0; i < 1000; i++)
		arguments(100, 1LL << 40, 2.5, "text");
}
