/* The text that a stream has buffered is in both processes; each writes it. */
#include "../processes.h"

int main(void)
{
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	CHECK(fputs("x", f) >= 0);
	CHECK_EXIT(IN_CHILD({
		fputs("c", f);
		CHECK_EQ(fclose(f), 0);
	}), 0);
	fputs("p", f);
	CHECK_EQ(fclose(f), 0);
	CHECK_FILE("f", "xcxp");
}
