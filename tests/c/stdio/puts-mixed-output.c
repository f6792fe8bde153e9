/* putchar, puts, printf, fwrite and putc_unlocked mix in order. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(putchar('a'), 'a');
	CHECK(puts("b") >= 0);
	CHECK_EQ(printf("%s%d", "c", 1), 2);
	CHECK_EQ(fwrite("dd", 1, 2, stdout), 2);
	CHECK_EQ(putc_unlocked('e', stdout), 'e');
	flockfile(stdout);
	CHECK(fputs_unlocked("f\n", stdout) >= 0);
	funlockfile(stdout);
}
