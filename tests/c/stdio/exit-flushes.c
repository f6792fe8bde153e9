/* exit flushes every stream that is open for writing. */
#include "../check.h"

static void look(void)
{
	CHECK_FILE("f", "");
}

int main(void)
{
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	CHECK_EQ(atexit(look), 0);
	CHECK(fputs("flushed late\n", f) >= 0);
	CHECK(printf("out") == 3);
	exit(5);
}
