/* fread: returns whole items; a partial last one is not counted; 0 for size or number 0. */
#include "../check.h"

int main(void)
{
	char buffer[16];

	PUT("f", "0123456789");
	FILE *f = fopen("f", "r");
	CHECK(f != NULL);
	CHECK_EQ(fread(buffer, 0, 5, f), 0);
	CHECK_EQ(fread(buffer, 5, 0, f), 0);
	CHECK_EQ(ftell(f), 0);
	CHECK_EQ(fread(buffer, 4, 2, f), 2);
	CHECK_MEM(buffer, "01234567", 8);
	CHECK(!feof(f));
	CHECK_EQ(fread(buffer, 4, 1, f), 0);
	CHECK(feof(f));
	CHECK(!ferror(f));
	CHECK_EQ(fclose(f), 0);
}
