/* fgets, getline: NUL bytes in the data are data. */
#include "../check.h"

int main(void)
{
	char line[16], *own = NULL;
	size_t room = 0;
	FILE *f = fopen("f", "w+");

	CHECK(f != NULL);
	CHECK_EQ(fwrite("a\0b\nc\0\n", 1, 7, f), 7);
	rewind(f);
	memset(line, '#', sizeof line);
	CHECK(fgets(line, sizeof line, f) != NULL);
	CHECK_MEM(line, "a\0b\n\0#", 6);
	CHECK_EQ(getline(&own, &room, f), 3);
	CHECK_MEM(own, "c\0\n\0", 4);
	free(own);
	CHECK_EQ(fclose(f), 0);
}
