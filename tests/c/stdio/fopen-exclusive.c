/* fopen: "wx" makes a new file and is EEXIST for an old one. */
#include "../check.h"

int main(void)
{
	FILE *f = fopen("f", "wx");
	CHECK(f != NULL);
	CHECK(fputs("x", f) >= 0);
	CHECK_EQ(fclose(f), 0);
	CHECK_NULL(fopen("f", "wx"), EEXIST);
	CHECK_NULL(fopen("f", "w+x"), EEXIST);
	CHECK_FILE("f", "x");
}
