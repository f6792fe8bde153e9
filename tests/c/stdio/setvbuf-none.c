/* setvbuf: _IONBF and setbuf(f, NULL) write at once. */
#include "../check.h"

int main(void)
{
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	CHECK_EQ(setvbuf(f, NULL, _IONBF, 0), 0);
	CHECK_EQ(fputc('a', f), 'a');
	CHECK_FILE("f", "a");
	CHECK_EQ(fprintf(f, "%d", 42), 2);
	CHECK_FILE("f", "a42");
	CHECK_EQ(fclose(f), 0);
	f = fopen("g", "w");
	CHECK(f != NULL);
	setbuf(f, NULL);
	CHECK(fputs("now", f) >= 0);
	CHECK_FILE("g", "now");
	CHECK_EQ(fclose(f), 0);
}
