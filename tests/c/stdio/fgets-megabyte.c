/* fgets: a megabyte of lines in few host calls. */
#include "../check.h"

int main(void)
{
	char line[128], want[128];
	FILE *f = fopen("f", "w+");

	CHECK(f != NULL);
	for (int i = 0; i < 16384; i++)
		CHECK_EQ(fprintf(f, "%063d\n", i), 64);
	rewind(f);
	for (int i = 0; i < 16384; i++) {
		snprintf(want, sizeof want, "%063d\n", i);
		CHECK_STR(fgets(line, sizeof line, f), want);
	}
	CHECK(fgets(line, sizeof line, f) == NULL);
	CHECK_EQ(fclose(f), 0);
}
