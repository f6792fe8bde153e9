/* fgets: lines with their newline, pieces of long ones, a last line without. */
#include "../check.h"

int main(void)
{
	char line[6];

	PUT("f", "ab\n\nlonger line\nend");
	FILE *f = fopen("f", "r");
	CHECK(f != NULL);
	const char *want[] = { "ab\n", "\n", "longe", "r lin", "e\n", "end" };
	for (int i = 0; i < 6; i++)
		CHECK_STR(fgets(line, sizeof line, f), want[i]);
	CHECK(feof(f));
	CHECK(fgets(line, sizeof line, f) == NULL);
	CHECK_STR(line, "end");
	CHECK(!ferror(f));
	CHECK_EQ(fclose(f), 0);
}
