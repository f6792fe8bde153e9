/* fseek and ftell: all whences, with data in the buffer, read or written. */
#include "../check.h"

int main(void)
{
	FILE *f = fopen("f", "w+");

	CHECK(f != NULL);
	CHECK(fputs("0123456789", f) >= 0);
	CHECK_EQ(ftell(f), 10);
	CHECK_EQ(fseek(f, 3, SEEK_SET), 0);
	CHECK_EQ(ftell(f), 3);
	CHECK_EQ(fgetc(f), '3');
	CHECK_EQ(fseek(f, 2, SEEK_CUR), 0);
	CHECK_EQ(fgetc(f), '6');
	CHECK_EQ(fseek(f, -1, SEEK_END), 0);
	CHECK_EQ(fgetc(f), '9');
	CHECK_EQ(ftell(f), 10);
	CHECK_EQ(fgetc(f), EOF);
	CHECK_EQ(fseek(f, 0, SEEK_SET), 0);
	CHECK(!feof(f));
	CHECK_EQ(fputc('Z', f), 'Z');
	CHECK_EQ(ftell(f), 1);
	CHECK_EQ(fclose(f), 0);
	CHECK_FILE("f", "Z123456789");
}
