/* setvbuf: _IOLBF writes at each newline. */
#include "../check.h"

int main(void)
{
	static char buffer[256];
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	CHECK_EQ(setvbuf(f, buffer, _IOLBF, sizeof buffer), 0);
	CHECK(fputs("one", f) >= 0);
	CHECK_FILE("f", "");
	CHECK_EQ(fputc('\n', f), '\n');
	CHECK_FILE("f", "one\n");
	CHECK_EQ(fprintf(f, "%s\n", "two"), 4);
	CHECK_FILE("f", "one\ntwo\n");
	CHECK_EQ(fclose(f), 0);
}
