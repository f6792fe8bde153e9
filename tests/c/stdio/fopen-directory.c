/* fopen: a directory opened to read has nothing to read: EISDIR. */
#include "../check.h"

int main(void)
{
	FILE *f = fopen(".", "r");
	CHECK(f != NULL);
	errno = 0;
	CHECK_EQ(fgetc(f), EOF);
	CHECK_EQ(errno, EISDIR);
	CHECK(ferror(f));
	CHECK_EQ(fclose(f), 0);
}
