/* fwrite: 16,384 writes of 64 bytes are gathered; the file is right. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char piece[64];
	struct stat st;
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	for (int i = 0; i < 16384; i++) {
		memset(piece, 'a' + i % 26, sizeof piece);
		CHECK_EQ(fwrite(piece, sizeof piece, 1, f), 1);
	}
	CHECK_EQ(fclose(f), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_size, 1 << 20);
	f = fopen("f", "r");
	CHECK(f != NULL);
	for (int i = 0; i < 1 << 20; i++)
		CHECK_EQ(getc(f), 'a' + i / 64 % 26);
	CHECK_EQ(fclose(f), 0);
}
