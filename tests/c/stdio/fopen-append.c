/* fopen: "a" writes at the end, even after fseek; "a+" reads from the start. */
#include "../check.h"

int main(void)
{
	FILE *f = fopen("f", "a");
	CHECK(f != NULL);
	CHECK(fputs("one", f) >= 0);
	CHECK_EQ(fclose(f), 0);
	f = fopen("f", "a+");
	CHECK(f != NULL);
	CHECK_EQ(fgetc(f), 'o');
	CHECK_EQ(fseek(f, 0, SEEK_SET), 0);
	CHECK(fputs("two", f) >= 0);
	CHECK_EQ(fflush(f), 0);
	CHECK_EQ(ftell(f), 6);
	CHECK_EQ(fseek(f, 1, SEEK_SET), 0);
	CHECK_EQ(fgetc(f), 'n');
	CHECK_EQ(fclose(f), 0);
	CHECK_FILE("f", "onetwo");
}
