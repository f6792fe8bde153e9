/* fopen: "r+" keeps the content and overwrites; "w+" empties, then reads its own output. */
#include "../check.h"

int main(void)
{
	char got[8] = "";

	PUT("f", "abcdef");
	FILE *f = fopen("f", "r+");
	CHECK(f != NULL);
	CHECK_EQ(fgetc(f), 'a');
	CHECK_EQ(fseek(f, 0, SEEK_CUR), 0);
	CHECK_EQ(fputc('B', f), 'B');
	CHECK_EQ(fseek(f, 0, SEEK_CUR), 0);
	CHECK_EQ(fgetc(f), 'c');
	CHECK_EQ(fclose(f), 0);
	CHECK_FILE("f", "aBcdef");
	f = fopen("f", "w+");
	CHECK(f != NULL);
	CHECK(fputs("new", f) >= 0);
	rewind(f);
	CHECK(fgets(got, sizeof got, f) != NULL);
	CHECK_STR(got, "new");
	CHECK_EQ(fclose(f), 0);
	CHECK_NULL(fopen("missing", "r+"), ENOENT);
}
