/* fseeko, ftello, fgetpos: places over 4 GiB. */
#include "../check.h"

int main(void)
{
	const off_t place = 5LL << 30;
	fpos_t position;
	FILE *f = fopen("f", "w+");

	CHECK(f != NULL);
	CHECK_EQ(fseeko(f, place, SEEK_SET), 0);
	CHECK(fputs("xyz", f) >= 0);
	CHECK_EQ(ftello(f), place + 3);
	CHECK_EQ(fseeko(f, -2, SEEK_CUR), 0);
	CHECK_EQ(fgetpos(f, &position), 0);
	CHECK_EQ(fgetc(f), 'y');
	rewind(f);
	CHECK_EQ(fgetc(f), 0);
	CHECK_EQ(fsetpos(f, &position), 0);
	CHECK_EQ(ftello(f), place + 1);
	CHECK_EQ(fgetc(f), 'y');
	CHECK_EQ(fclose(f), 0);
	CHECK_EQ(unlink("f"), 0);
}
