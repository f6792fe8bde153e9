/* ungetc: the character is read next, clears end of file, and fseek drops it. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	FILE *f = fopen("f", "r");
	CHECK(f != NULL);
	CHECK_EQ(fgetc(f), 'a');
	CHECK_EQ(ungetc('X', f), 'X');
	CHECK_EQ(fgetc(f), 'X');
	CHECK_EQ(fgetc(f), 'b');
	CHECK_EQ(fgetc(f), 'c');
	CHECK_EQ(fgetc(f), EOF);
	CHECK(feof(f));
	CHECK_EQ(ungetc('Y', f), 'Y');
	CHECK(!feof(f));
	CHECK_EQ(fseek(f, 1, SEEK_SET), 0);
	CHECK_EQ(fgetc(f), 'b');
	CHECK_EQ(ungetc(EOF, f), EOF);
	CHECK_EQ(fgetc(f), 'c');
	CHECK_EQ(fclose(f), 0);
}
