/* open_memstream: the buffer grows, size and NUL are right after each flush. */
#include "../check.h"

int main(void)
{
	char *text = NULL;
	size_t size = 99;
	FILE *f = open_memstream(&text, &size);

	CHECK(f != NULL);
	CHECK_EQ(fflush(f), 0);
	CHECK_EQ(size, 0);
	CHECK_EQ(fprintf(f, "%s", "abc"), 3);
	CHECK_EQ(fflush(f), 0);
	CHECK_EQ(size, 3);
	CHECK_STR(text, "abc");
	for (int i = 0; i < 10000; i++)
		CHECK(fputs("0123456789", f) >= 0);
	CHECK_EQ(fclose(f), 0);
	CHECK_EQ(size, 100003);
	CHECK_EQ(strlen(text), 100003);
	CHECK_MEM(text, "abc0123", 7);
	free(text);
}
