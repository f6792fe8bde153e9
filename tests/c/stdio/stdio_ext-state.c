/* <stdio_ext.h>: the properties and contents of a stream. */
#include "../check.h"
#include <stdio_ext.h>

int main(void)
{
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	CHECK(__fwritable(f));
	CHECK(!__freadable(f));
	CHECK_EQ(setvbuf(f, NULL, _IOFBF, 0), 0);
	CHECK(fputs("abc", f) >= 0);
	CHECK_EQ(__fpending(f), 3);
	CHECK(__fbufsize(f) > 0);
	CHECK(__fwriting(f));
	__fpurge(f);
	CHECK_EQ(__fpending(f), 0);
	CHECK_EQ(fclose(f), 0);
	CHECK_FILE("f", "");
}
