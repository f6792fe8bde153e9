/* getline and getdelim: the buffer is made and grows; -1 at the end. */
#include "../check.h"

int main(void)
{
	char *line = NULL;
	size_t room = 0;
	FILE *f = fopen("f", "w+");

	CHECK(f != NULL);
	CHECK(fputs("short\n", f) >= 0);
	for (int i = 0; i < 5000; i++)
		CHECK_EQ(fputc('x', f), 'x');
	CHECK(fputs("\na:b:last", f) >= 0);
	rewind(f);
	CHECK_EQ(getline(&line, &room, f), 6);
	CHECK_STR(line, "short\n");
	CHECK(room >= 7);
	CHECK_EQ(getline(&line, &room, f), 5001);
	CHECK(room >= 5002);
	CHECK_EQ(strspn(line, "x"), 5000);
	CHECK_EQ(getdelim(&line, &room, ':', f), 2);
	CHECK_STR(line, "a:");
	CHECK_EQ(getdelim(&line, &room, ':', f), 2);
	CHECK_EQ(getdelim(&line, &room, ':', f), 4);
	CHECK_STR(line, "last");
	CHECK_EQ(getline(&line, &room, f), -1);
	CHECK(feof(f));
	free(line);
	CHECK_EQ(fclose(f), 0);
}
