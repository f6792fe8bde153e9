/* fflush: on a seekable stream being read, puts the descriptor where the stream is. */
#include "../check.h"

int main(void)
{
	PUT("f", "0123456789");
	FILE *f = fopen("f", "r");
	CHECK(f != NULL);
	CHECK_EQ(fgetc(f), '0');
	CHECK_EQ(fgetc(f), '1');
	CHECK_EQ(fflush(f), 0);
	CHECK_EQ(lseek(fileno(f), 0, SEEK_CUR), 2);
	CHECK_EQ(fgetc(f), '2');
	CHECK_EQ(fclose(f), 0);
}
