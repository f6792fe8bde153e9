/* fmemopen: reads memory, ends at its end, seeks. */
#include "../check.h"

int main(void)
{
	char text[] = "one\ntwo\n", line[8];
	FILE *f = fmemopen(text, strlen(text), "r");

	CHECK(f != NULL);
	CHECK_STR(fgets(line, sizeof line, f), "one\n");
	CHECK_STR(fgets(line, sizeof line, f), "two\n");
	CHECK(fgets(line, sizeof line, f) == NULL);
	CHECK(feof(f));
	CHECK_EQ(fseek(f, 4, SEEK_SET), 0);
	CHECK_EQ(fgetc(f), 't');
	CHECK_EQ(fclose(f), 0);
}
