/* fopen: "w" makes or empties a file and refuses to read. */
#include "../check.h"

int main(void)
{
	PUT("f", "old text");
	FILE *f = fopen("f", "w");
	CHECK(f != NULL);
	CHECK_FILE("f", "");
	CHECK_EQ(fgetc(f), EOF);
	CHECK(ferror(f) && !feof(f));
	clearerr(f);
	CHECK(fputs("new", f) >= 0);
	CHECK_EQ(fclose(f), 0);
	CHECK_FILE("f", "new");
}
