/* fopen: "r" reads an existing file, refuses to write, is ENOENT for a
 * missing one. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	FILE *f = fopen("f", "r");
	CHECK(f != NULL);
	CHECK_EQ(fgetc(f), 'a');
	CHECK_EQ(fputc('x', f), EOF);
	CHECK(ferror(f));
	clearerr(f);
	CHECK(!ferror(f));
	CHECK_EQ(fclose(f), 0);
	CHECK_NULL(fopen("missing", "r"), ENOENT);
	CHECK_FILE("f", "abc");
}
